import { Cpu } from 'bigdata-constructs';
import { ClickHouseCluster } from 'bigdata-constructs/clickhouse';
import { NamespaceChart } from 'bigdata-constructs/kubernetes';
import { Policies } from 'bigdata-constructs/policies';
import { ManifestYaml } from 'bigdata-constructs/render';
import { Peer } from 'bigdata-constructs/security';
import { App, Size } from 'cdk8s';

/** ClickHouse in any cdk8s app: YAML alone, no Terraform, no cloud. */
export function example(): App {
  const app = new App();
  const chart = new NamespaceChart(app, 'analytics');
  const clickHouse = new ClickHouseCluster(chart, 'events', {
    shards: 2,
    replicas: 2,
    size: { cpu: Cpu.units(4), memory: Size.gibibytes(16) },
    storage: Size.gibibytes(500),
  });
  // Nobody reaches the servers whom nothing lets in.
  clickHouse.connections.allowFrom(Peer.pods('reporting'));
  Policies.apply(app);
  return app;
}

if (require.main === module) {
  console.log(ManifestYaml.write(example(), 'manifests').join('\n'));
}
