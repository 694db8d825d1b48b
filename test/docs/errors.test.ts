import * as fs from 'node:fs';
import * as path from 'node:path';
import { catalogue, page } from '../../scripts/error-catalogue';

const entries = Object.values(catalogue()).flat();

test('the catalogue of errors is up to date (npm run docs:errors writes it)', () => {
  expect(fs.readFileSync(path.join(__dirname, '../../docs/errors.md'), 'utf8')).toBe(page());
});

test('each code stands for one thing', () => {
  const codes = entries.map(({ code }) => code);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

test('every code that lib can report is in the catalogue', () => {
  const lib = path.join(__dirname, '../../lib');
  const used = fs
    .readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => fs.readFileSync(path.join(lib, file), 'utf8').match(/(?<=code(:| =) ')[A-Z0-9]+(?=')/g) ?? []);
  expect([...new Set(used)].sort()).toEqual(entries.map(({ code }) => code).sort());
});

test('every code is named in a test', () => {
  const tests = path.join(__dirname, '..');
  const text = fs
    .readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => fs.readFileSync(path.join(tests, file), 'utf8'))
    .join('\n');
  expect(entries.map(({ code }) => code).filter((code) => !new RegExp(`\\b${code}\\b`).test(text))).toEqual([]);
});
