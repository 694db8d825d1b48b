import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Environment, ISecret, NodeClass } from '../../../core';
import { EnvValue, Probe, Service, Volume } from '../../../kubernetes';
import { namespaceOf } from '../../../kubernetes/internal';
import { EnginePart } from '../../../workloads/internal';
import { DATABASE_USER, partOf } from '../components';
import { pulled } from '../images';
import { DATA, PASSWORD } from '../paths';
import { DATABASE_PORTS } from '../ports';
import { ResolvedDatabase } from '../resolve';

/** What the database in the cluster is made from. */
export interface DatabaseInput {
  readonly name: string;
  readonly database: ResolvedDatabase;
  readonly inCluster: NonNullable<ResolvedDatabase['inCluster']>;
  readonly password: ISecret;
}

const PORT = { name: 'postgres', port: DATABASE_PORTS.postgres };

/**
 * A PostgreSQL with one member, for a metastore that may be lost.
 *
 * @see https://github.com/docker-library/docs/blob/master/postgres/README.md
 */
export class Database extends EnginePart {
  /** Its DNS name. */
  public readonly host: string;

  public constructor(scope: Construct, id: string, { name, database, inCluster, password }: DatabaseInput) {
    const image = pulled(inCluster.image);
    super(scope, id, { partOf: partOf(name, 'database'), ports: [PORT], ...image, user: DATABASE_USER });
    const { serviceName } = new Service(this, 'Service', { name: this.partName, partOf: this.partOf, ports: [PORT] });
    this.host = Environment.of(this).serviceHost(serviceName, namespaceOf(this));
    const ready = ['pg_isready', '--quiet', '--username', database.user, '--dbname', database.database];
    this.members({
      replicas: 1,
      nodeClass: NodeClass.STATEFUL,
      gracePeriod: Duration.seconds(60),
      quorum: 1,
      claims: [{ name: 'data', size: inCluster.storage }],
      containers: [
        {
          name: 'postgres',
          ...image,
          env: {
            PGDATA: EnvValue.literal(`${DATA}/pgdata`),
            POSTGRES_DB: EnvValue.literal(database.database),
            POSTGRES_USER: EnvValue.literal(database.user),
            POSTGRES_PASSWORD_FILE: EnvValue.literal(`${PASSWORD}/${password.key}`),
          },
          ports: [PORT],
          resources: { cpu: inCluster.size.cpu, memory: inCluster.size.memory },
          mounts: [
            { volume: Volume.claim('data'), path: DATA },
            { volume: Volume.emptyDir('run'), path: '/var/run/postgresql' },
            { volume: Volume.emptyDir('tmp'), path: '/tmp' },
            { volume: Volume.secret('password', password.secretName, [password.key]), path: PASSWORD, readOnly: true },
          ],
          startup: Probe.command(ready, { period: Duration.seconds(5), failureThreshold: 120 }),
          liveness: Probe.command(ready, { period: Duration.seconds(30), failureThreshold: 6 }),
          readiness: Probe.command(ready),
        },
      ],
    });
  }
}
