import * as fs from 'node:fs';
import * as path from 'node:path';
import { readmeWithPicture } from '../../scripts/dashboard-picture';

test("the picture of ClickHouse's dashboard is up to date (npm run docs:dashboard draws it)", () => {
  const readme = fs.readFileSync(path.join(__dirname, '../../lib/clickhouse/README.md'), 'utf8');
  expect(readme).toBe(readmeWithPicture());
});
