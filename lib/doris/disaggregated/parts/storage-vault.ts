import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { isInAws } from '../../../core/internal';
import { EnvValue } from '../../../kubernetes';
import { DorisEndpoints } from '../../doris-endpoints';
import { ClientJob } from '../../parts/client-job';
import { Frontends } from '../../parts/frontends';
import { PORTS } from '../../ports';
import { StorageVaultPlace, vaultProgram } from '../../programs/vault-program';
import { ROOT_USER, RootSecrets } from '../../security';
import { ResolvedData, ResolvedDisaggregatedDoris } from '../resolve';

/** What makes the vault is made from. */
export interface StorageVaultInput {
  readonly resolved: ResolvedDisaggregatedDoris;
  readonly endpoints: DorisEndpoints;
  readonly frontends: Frontends;
  readonly root: RootSecrets;
}

/** The name that statements have for where the data lies. */
const VAULT = 'data';

/**
 * Makes the place where data lies known to Doris, again and again: after a first start that took its time, and after a key that came anew. A Job that runs
 * once would be over by then.
 */
export class StorageVault extends ClientJob {
  public constructor(scope: Construct, id: string, { resolved, endpoints, frontends, root }: StorageVaultInput) {
    const { name, data } = resolved;
    super(scope, id, {
      name,
      component: 'vault',
      version: resolved.frontends.version,
      host: endpoints.host,
      overrides: resolved.overrides.pods.vault,
      programs: [
        {
          name: 'vault',
          script: vaultProgram(placeOf(data)),
          user: ROOT_USER,
          password: root.password,
          env: keysOf(scope, name, data),
        },
      ],
      schedule: '*/5 * * * *',
      deadline: Duration.minutes(4),
      undisturbed: false,
      keepFor: Duration.hours(1),
    });
    this.connections.allowTo(frontends.connections, [PORTS.mysql]);
  }
}

/** Without keys members sign in as their pods, by the chain of AWS' own programs, in which their identity comes before the machine's. */
function placeOf({ store, prefix, accessKeyId }: ResolvedData): StorageVaultPlace {
  return {
    name: VAULT,
    properties: {
      type: 'S3',
      provider: 'S3',
      's3.endpoint': store.endpoint,
      's3.region': store.region,
      's3.bucket': store.bucketName,
      's3.root.path': prefix,
      use_path_style: `${!isInAws(store)}`,
      ...(!accessKeyId && { 's3.credentials_provider_type': 'DEFAULT' }),
    },
    keys: accessKeyId !== undefined,
  };
}

function keysOf(
  scope: Construct,
  name: string,
  { accessKeyId, secretAccessKey }: ResolvedData,
): Record<string, EnvValue> | undefined {
  if (!accessKeyId || !secretAccessKey) return undefined;
  return {
    S3_ACCESS_KEY: EnvValue.secret(accessKeyId._bind(scope, 'AccessKeyId', { name: `${name}-access-key-id` })),
    S3_SECRET_KEY: EnvValue.secret(secretAccessKey._bind(scope, 'SecretKey', { name: `${name}-secret-access-key` })),
  };
}
