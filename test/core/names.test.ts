import { App, Chart } from 'cdk8s';
import { objectName } from '../../lib/core/names';

describe('objectName', () => {
  const chart = (id: string) => new Chart(new App(), id);

  test('is the id, or the name that overrides it', () => {
    expect(objectName(chart('web'))).toBe('web');
    expect(objectName(chart('web'), 'shop')).toBe('shop');
  });

  test('fails with path, value and remedy instead of changing a name', () => {
    expect(() => objectName(chart('Web_1'))).toThrow(/\[Web_1\] CORE001: name must be lower-case.*given 'Web_1'/);
    expect(() => objectName(chart('a'.repeat(64)))).toThrow(/CORE002.*64 characters where at most 63 fit/);
  });
});
