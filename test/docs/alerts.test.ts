import * as fs from 'node:fs';
import * as path from 'node:path';
import { page, withoutProgram } from '../../scripts/alert-catalogue';
import { checkout } from '../gate/matching';

test('the catalogue of alerts is up to date (npm run docs:alerts writes it)', () => {
  expect(fs.readFileSync(path.join(checkout, 'docs/alerts.md'), 'utf8')).toBe(page());
});

test('every alert that has a runbook is rendered by a program', () => {
  expect(withoutProgram()).toEqual([]);
});
