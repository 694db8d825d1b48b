import { objectKeyOf, terraformId } from '../../lib/render/terraform-id';

const PARTS = [
  '',
  'a',
  'apps',
  'clickhouse.altinity.com',
  'olap',
  'a-b',
  'a.b-c',
  'system:node',
  'Has_Upper',
  'x5f',
  'X5f',
  'a..b',
  '1.2.3',
];

describe('terraformId', () => {
  test('reads as what it stands for', () => {
    expect(terraformId({ group: 'apps', kind: 'StatefulSet', namespaceName: 'olap', name: 'web.1' })).toBe(
      'StatefulSet__apps__olap__web_1',
    );
    expect(terraformId({ group: '', kind: 'Namespace', namespaceName: '', name: 'olap' })).toBe(
      'Namespace____' + '__olap',
    );
  });

  test('is allowed in Terraform and can be read back, so that no two objects share one', () => {
    const names = PARTS.filter((part) => part !== '');
    const keys = PARTS.flatMap((group) =>
      PARTS.flatMap((namespaceName) => names.map((name) => ({ group, kind: 'Kind', namespaceName, name }))),
    );
    const ids = keys.map(terraformId);
    expect(ids.filter((id) => !/^[A-Za-z_][A-Za-z0-9_-]*$/.test(id))).toEqual([]);
    expect(ids.map(objectKeyOf)).toEqual(keys);
    expect(new Set(ids).size).toBe(keys.length);
  });
});
