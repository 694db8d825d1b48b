/**
 * The canary's program: as much of pi as points on a grid give, the same each time. It has two stages with a shuffle between them, so it needs an executor, and
 * a driver that they reach.
 */
export const CANARY_PROGRAM = `import sys

from pyspark.sql import SparkSession

SIDE = 1000
spark = SparkSession.builder.getOrCreate()
points = spark.range(SIDE * SIDE, numPartitions=4).selectExpr(
    f"(id % {SIDE} + 0.5) / {SIDE} AS x", f"(floor(id / {SIDE}) + 0.5) / {SIDE} AS y"
)
inside = points.selectExpr("x * x + y * y < 1 AS inside").groupBy("inside").count().collect()
counts = {row["inside"]: row["count"] for row in inside}
pi = 4 * counts.get(True, 0) / (SIDE * SIDE)
print(f"pi is about {pi}", flush=True)
spark.stop()
sys.exit(0 if abs(pi - 3.1416) < 0.001 else 1)
`;
