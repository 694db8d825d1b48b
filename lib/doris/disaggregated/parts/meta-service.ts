import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { ISecret, NodeClass } from '../../../core';
import { EnvValue, PodProps, Volume } from '../../../kubernetes';
import { Secret } from '../../../security';
import { connectToStores } from '../../../security/internal';
import { partOf, USER } from '../../components';
import { confFile } from '../../config/conf-file';
import { META_SERVICE_LOGS } from '../../config/logs';
import { msConf } from '../../config/meta-service-conf';
import { DISAGGREGATED } from '../../parts/operated-form';
import { OperatedPart } from '../../parts/operated-part';
import { CONFIGURATION, LOGS } from '../../paths';
import { PORTS } from '../../ports';
import { ComponentJson } from '../../resource/doris-component';
import { ResolvedDisaggregatedDoris } from '../resolve';

/** The environment variable of the token of its HTTP interface. */
const TOKEN = 'DORIS_META_SERVICE_TOKEN';

/** The meta service: it reads and writes FoundationDB for all others, and deletes objects that nothing names any more. */
export class MetaService extends OperatedPart {
  /** What the operator makes it from. */
  public readonly spec: ComponentJson;
  /** What it must be asked with by HTTP. */
  public readonly token: ISecret;

  public constructor(scope: Construct, id: string, resolved: ResolvedDisaggregatedDoris) {
    const { name, metaService, foundationDb, data, overrides } = resolved;
    const { _release: release } = metaService.version;
    super(scope, id, DISAGGREGATED, {
      partOf: partOf(name, 'ms'),
      ports: [PORTS.metaService],
      user: USER,
      ...release.image('ms'),
      architectures: release.architectures,
      overrides: overrides.pods.ms,
    });
    this.token = Secret.generated()._bind(this, 'Token', { name: `${name}-ms-token` });
    this.connections.allowTo(foundationDb);
    connectToStores(this.connections, [data.store]);
    this.spec = this.operated({
      pod: this.podOf(resolved),
      replicas: metaService.members,
      volumes: [],
      startTimeout: Duration.minutes(10),
    });
  }

  private podOf({ metaService, overrides }: ResolvedDisaggregatedDoris): PodProps {
    const conf = msConf({
      port: PORTS.metaService.port,
      logFolder: LOGS.metaService,
      tokenVariable: TOKEN,
      retention: metaService.retention,
      overrides: overrides.metaService,
    });
    const files = this.files({ 'doris_cloud.conf': confFile(conf) });
    return {
      ...this.pod,
      nodeClass: NodeClass.STATEFUL,
      // The operator says none.
      gracePeriod: Duration.seconds(30),
      containers: [
        {
          name: 'metaservice',
          ...metaService.version._release.image('ms'),
          ports: [PORTS.metaService],
          resources: {
            ...metaService.size,
            ephemeralStorage: Size.gibibytes(META_SERVICE_LOGS.toGibibytes() + 2),
          },
          env: { [TOKEN]: EnvValue.secret(this.token) },
          mounts: [{ volume: Volume.configFiles(files.configMapName, files), path: CONFIGURATION, readOnly: true }],
        },
      ],
    };
  }
}
