import * as fs from 'node:fs';
import * as path from 'node:path';
import { readmesWithPictures } from '../../scripts/dashboard-picture';
import { checkout, matching } from '../gate/matching';

const drawn = readmesWithPictures();

test('every engine has a picture of its dashboard', () => {
  const engines = matching('lib/*/runbooks/*.md').map((page) => page.split('/')[1]);
  expect(Object.keys(drawn)).toEqual([...new Set(engines)].map((engine) => `lib/${engine}/README.md`));
});

test.each(Object.entries(drawn))(
  'the picture in %s is up to date (npm run docs:dashboard draws it)',
  (readme, text) => {
    expect(fs.readFileSync(path.join(checkout, readme), 'utf8')).toBe(text);
  },
);
