import { Cpu, Rounding } from 'bigdata-constructs';

describe('Cpu', () => {
  test.each([
    [Cpu.millis(500), '500m'],
    [Cpu.millis(2000), '2'],
    [Cpu.units(1.5), '1500m'],
    [Cpu.units(0), '0'],
  ])('renders as the quantity that the API server keeps', (cpu, quantity) => {
    expect(cpu.toString()).toBe(quantity);
  });

  test('adds, multiplies and compares', () => {
    expect(Cpu.millis(250).plus(Cpu.units(1)).toMillis()).toBe(1250);
    expect(Cpu.millis(300).times(1.1).toMillis()).toBe(330);
    expect([Cpu.units(2), Cpu.millis(100)].sort((a, b) => a.compareTo(b)).map(String)).toEqual(['100m', '2']);
  });

  test('never rounds silently', () => {
    expect(() => Cpu.millis(100).times(1 / 3)).toThrow(/33\.3.*name a rounding/);
    expect(
      Cpu.millis(100)
        .times(1 / 3, Rounding.CEIL)
        .toMillis(),
    ).toBe(34);
    expect(
      Cpu.millis(100)
        .times(1 / 3, Rounding.FLOOR)
        .toMillis(),
    ).toBe(33);
    expect(() => Cpu.units(0.0005)).toThrow('steps of 0.001');
    expect(() => Cpu.millis(1.5)).toThrow('whole number');
    expect(() => Cpu.millis(-1)).toThrow('given -1');
  });
});
