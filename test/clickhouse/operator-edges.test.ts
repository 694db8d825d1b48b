import { clickhouse, Environment, kubernetes, operators, security } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { NetworkEdgesPolicy } from '../../lib/policies/network-edges';
import { minimal } from './clusters';

test.each([
  ['without TLS', {}],
  ['with TLS', { tls: security.Tls.certManager({ issuer: 'internal' }) }],
])('servers and Keeper let the operator in where it comes, and nowhere else: %s', (_, props) => {
  const app = new App();
  Environment.attach(app, { name: 'test' });
  // Elsewhere they are trees of their own, whose edges no policy sees together.
  new operators.ClickHouseOperator(new kubernetes.NamespaceChart(app, 'clickhouse-operator'), 'operator');
  new clickhouse.ClickHouseCluster(new kubernetes.NamespaceChart(app, 'olap'), 'olap', { ...minimal, ...props });
  const findings = new NetworkEdgesPolicy().findings(app).map(({ path, text }) => `${path} ${text}`);
  // It may go out to servers of both kinds, of which each cluster has one.
  expect(findings.filter((finding) => finding.startsWith('olap'))).toEqual([]);
});
