import { stringify } from 'yaml';
import { describeWithCommand } from '../helpers/authorities';
import { dashboardsOf, queriesOf } from '../helpers/grafana';
import { manifests } from '../helpers/programs';
import { promtool } from '../helpers/promtool';
import { yamlObjects } from '../helpers/synth';

const dashboards = Object.entries(manifests).flatMap(([name, make]) =>
  dashboardsOf(yamlObjects(make())).map((dashboard) => ({ name, dashboard })),
);

test('every program with rules of its own has one', () => {
  const ruled = Object.entries(manifests).filter(([, make]) =>
    yamlObjects(make()).some(({ kind }) => kind === 'PrometheusRule'),
  );
  expect(ruled.length).toBeGreaterThan(20);
  expect(ruled.map(([name]) => name).filter((name) => !dashboards.some((one) => one.name === name))).toEqual([]);
});

describe.each(dashboards)('the dashboard of $name: $dashboard.title', ({ dashboard }) => {
  const { panels, templating, links, uid } = dashboard;
  const drawn = panels.filter(({ type }) => type !== 'row');

  test('has an id that Grafana takes, and panels with ids of their own', () => {
    expect(uid).toMatch(/^[a-zA-Z0-9_-]{1,40}$/);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  test('says of every panel what it shows, in which unit and from which source', () => {
    const unsaid = drawn.filter(
      ({ description, fieldConfig, datasource, targets = [] }) =>
        !description ||
        !fieldConfig?.defaults.unit ||
        datasource?.uid !== '${datasource}' ||
        targets.length === 0 ||
        targets.some((target) => target.datasource?.uid !== '${datasource}'),
    );
    expect(unsaid.map(({ title }) => title)).toEqual([]);
  });

  test('writes numbers as people do, without the noise of binary fractions', () => {
    expect(JSON.stringify(panels).match(/\d\.\d{10,}/g) ?? []).toEqual([]);
  });

  test('leaves no gap and no overlap between panels', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)}/${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    const bottom = Math.max(...panels.map(({ gridPos: { y, h } }) => y + h));
    expect(cells.length).toBe(24 * bottom);
  });

  test('uses only variables that it has, and links to runbooks', () => {
    const names = templating.list.map(({ name }) => name);
    const used = JSON.stringify(drawn).match(/\$\{?\w+/g) ?? [];
    const unknown = used.map((one) => one.replace(/\W/g, '')).filter((name) => !names.includes(name));
    expect(unknown.filter((name) => name !== '__rate_interval')).toEqual([]);
    // A platform of Spark without a probe promises nothing.
    const promises = panels.some(({ title }) => title?.startsWith('Objectives'));
    expect(links.length > 0).toBe(promises);
  });
});

describeWithCommand('promtool', 'promtool', () => {
  const check = (queries: string[]) => {
    const rules = queries.map((expr, index) => ({ record: `query_${index}`, expr }));
    return promtool(['check', 'rules', 'rules.yaml'], { 'rules.yaml': stringify({ groups: [{ name: 'g', rules }] }) });
  };

  test.each(dashboards)('parses every query of $name: $dashboard.title', ({ dashboard }) => {
    const variables = { namespace: 'n', cluster: 'c', engine: 'e' };
    const queries = queriesOf(dashboard, variables).map(({ promql }) => promql);
    expect(queries.length).toBeGreaterThan(5);
    expect(check(queries)).toBe('');
    expect(check([...queries, 'sum by (x'])).not.toBe('');
  });
});
