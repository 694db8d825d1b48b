import * as fs from 'node:fs';
import * as path from 'node:path';

/** Which columns of the source we keep, in our order. */
const COLUMNS = [
  'type',
  'vcpu',
  'memory_mib',
  'arch',
  'nvme_count',
  'nvme_gib_total',
  'karpenter_allocatable_cpu',
  'karpenter_allocatable_memory',
  'ebs_baseline_mbps',
  'network_baseline_gbps',
  'max_pods_prefix_delegation',
  'max_ebs_attachments',
  'on_demand_usd_hour_us_east_1',
];

/**
 * Writes lib/core/instance-data.ts from a CSV of EC2's instance types, whose columns the file itself names:
 * `npm run data:instances -- <file.csv>`.
 */
const [header, ...rows] = fs.readFileSync(process.argv[2], 'utf8').trim().split('\n');
const names = header.split(',');
const picked = rows.map((row) => {
  const values = row.split(',');
  return COLUMNS.map((column) => values[names.indexOf(column)].replace(/^(\d+)(m|Mi)$/, '$1')).join(',');
});
fs.writeFileSync(
  path.join(__dirname, '../lib/core/instance-data.ts'),
  `/**
 * Instance types of EC2, as of 2026-07-20, one a line: ${COLUMNS.join(', ')}.
 *
 * From EC2's DescribeInstanceTypes as moto 5.2.5 carries it (Apache-2.0), what Karpenter's documentation finds allocatable on AL2023
 * (Apache-2.0) and its table of prices on demand in us-east-1. Written by scripts/instance-data.ts; do not edit.
 */
export const INSTANCE_DATA = \`
${picked.join('\n')}
\`;
`,
);
