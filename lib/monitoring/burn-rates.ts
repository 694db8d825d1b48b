import { Severity } from './alert';

/** One pair of windows: the long one says that it matters, the short one that it still goes on. */
export interface BurnRate {
  /** How many times faster than allowed the budget is spent. */
  readonly factor: number;
  readonly long: string;
  readonly short: string;
  readonly holdFor: string;
  readonly severity: Severity;
}

/**
 * The four pairs of the workbook.
 *
 * @see https://sre.google/workbook/alerting-on-slos/
 */
export const BURN_RATES: BurnRate[] = [
  { factor: 14.4, long: '1h', short: '5m', holdFor: '2m', severity: Severity.PAGE },
  { factor: 6, long: '6h', short: '30m', holdFor: '15m', severity: Severity.PAGE },
  { factor: 3, long: '1d', short: '2h', holdFor: '1h', severity: Severity.TICKET },
  { factor: 1, long: '3d', short: '6h', holdFor: '3h', severity: Severity.TICKET },
];

/** All windows that an error ratio is recorded over. */
export const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];
