/**
 * Queries of the benchmark at scale factor 1, with the results that its specification gives for validation (appendix C.3): what a generator that is
 * faithful makes of its tables must give.
 *
 * @see https://www.tpc.org/tpch/
 */
export const TPCH: Record<string, { readonly sql: string; readonly rows: unknown[][] }> = {
  Q4: {
    sql: `SELECT orderpriority, count(*) FROM orders
      WHERE orderdate >= DATE '1993-07-01' AND orderdate < DATE '1993-10-01'
        AND EXISTS (SELECT * FROM lineitem WHERE lineitem.orderkey = orders.orderkey AND commitdate < receiptdate)
      GROUP BY orderpriority ORDER BY orderpriority`,
    rows: [
      ['1-URGENT', 10594],
      ['2-HIGH', 10476],
      ['3-MEDIUM', 10410],
      ['4-NOT SPECIFIED', 10556],
      ['5-LOW', 10487],
    ],
  },
  Q6: {
    sql: `SELECT round(sum(extendedprice * discount), 2) FROM lineitem
      WHERE shipdate >= DATE '1994-01-01' AND shipdate < DATE '1995-01-01' AND discount BETWEEN 0.05 AND 0.07 AND quantity < 24`,
    rows: [[123141078.23]],
  },
  Q12: {
    sql: `SELECT shipmode,
        sum(CASE WHEN orderpriority IN ('1-URGENT', '2-HIGH') THEN 1 ELSE 0 END),
        sum(CASE WHEN orderpriority IN ('1-URGENT', '2-HIGH') THEN 0 ELSE 1 END)
      FROM orders JOIN lineitem ON orders.orderkey = lineitem.orderkey
      WHERE shipmode IN ('MAIL', 'SHIP') AND commitdate < receiptdate AND shipdate < commitdate
        AND receiptdate >= DATE '1994-01-01' AND receiptdate < DATE '1995-01-01'
      GROUP BY shipmode ORDER BY shipmode`,
    rows: [
      ['MAIL', 6202, 9324],
      ['SHIP', 6200, 9262],
    ],
  },
};

/** A query that runs for a while, and its result: the specification says how many orders there are for each unit of the scale factor. */
export function counting(scale: number) {
  return {
    sql: `SELECT count(*), count(DISTINCT orderkey % 1000) FROM "sf${scale}".orders`,
    rows: [[1500000 * scale, 1000]],
  };
}
