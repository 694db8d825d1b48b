import { Warnings } from 'bigdata-constructs';
import { App, Chart } from 'cdk8s';
import { checkRules } from '../../lib/core/rules';

describe('Warnings', () => {
  const tree = () => {
    const app = new App();
    const chart = new Chart(app, 'chart');
    const inner = new Chart(chart, 'inner');
    Warnings.of(inner).add('X001', 'questionable');
    return { app, chart, inner };
  };

  test('are listed with the path until somebody acknowledges them', () => {
    const { app, inner } = tree();
    expect(Warnings.pending(app)).toEqual([{ path: 'chart/inner', id: 'X001', message: 'questionable' }]);
    Warnings.of(inner).acknowledge('X001', 'it is a test');
    expect(Warnings.pending(app)).toEqual([]);
  });

  test('can be acknowledged from above, each by its own id', () => {
    const { app, chart, inner } = tree();
    Warnings.of(inner).add('X002', 'another');
    Warnings.of(chart).acknowledge('X001', 'known');
    expect(Warnings.pending(app).map(({ id }) => id)).toEqual(['X002']);
  });

  test('take a reason', () => {
    const { inner } = tree();
    expect(() => Warnings.of(inner).acknowledge('X001', ' ')).toThrow('takes a reason');
  });
});

test('a rule that is broken twice is one warning with both', () => {
  const app = new App();
  const rule = { code: 'T001', prop: 'x', must: 'be y', remedy: 'z', severity: 'warning' as const };
  checkRules(app, [{ ...rule, violation: () => ['a', 'b'] }], {});
  expect(Warnings.pending(app)).toEqual([{ path: '', id: 'T001', message: 'x must be y, given a and b; z' }]);
});
