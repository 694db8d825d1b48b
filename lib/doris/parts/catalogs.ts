import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ISecret, StoreAccess, StoreMode } from '../../core';
import { EnvValue, Volume, VolumeMount } from '../../kubernetes';
import { connectToStores, connectToTables } from '../../security/internal';
import { EnginePart } from '../../workloads/internal';
import { catalogProperties, catalogSecrets, secretVariable } from '../config/catalogs';
import { DorisCatalog } from '../doris-catalog';
import { HADOOP_FILES } from '../paths';
import { PORTS } from '../ports';
import { catalogsProgram, ManagedCatalog } from '../programs/catalogs-program';
import { ResolvedDoris } from '../resolve';
import { ROOT_USER } from '../security';
import { ClientJob } from './client-job';
import { Frontends } from './frontends';

/** What makes catalogs is made from. */
export interface CatalogsInput {
  readonly resolved: Pick<ResolvedDoris, 'name' | 'frontends' | 'overrides' | 'catalogs' | 'removedCatalogs'>;
  /** Where the frontends are. */
  readonly host: string;
  readonly frontends: Frontends;
  readonly root: ISecret;
}

/** What the cluster has of catalogs. */
type Catalogs = Record<string, DorisCatalog>;

/**
 * Makes catalogs known to Doris, again and again: after a first start that took its time, and after a secret that came anew. A Job that runs once would be
 * over by then.
 */
export class CatalogsJob extends ClientJob {
  public constructor(scope: Construct, id: string, { resolved, host, frontends, root }: CatalogsInput) {
    const { name, catalogs, removedCatalogs, overrides } = resolved;
    super(scope, id, {
      name,
      component: 'catalogs',
      version: resolved.frontends.version,
      host,
      overrides: overrides.pods.catalogs,
      programs: [
        {
          name: 'catalogs',
          script: catalogsProgram({ catalogs: Object.entries(catalogs).map(managed), removed: removedCatalogs }),
          user: ROOT_USER,
          password: root,
          env: secretsOf(catalogs),
          mounts: filesOf(scope, catalogs),
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

function managed([name, { _needs: needs }]: [string, DorisCatalog]): ManagedCatalog {
  const { type, ...properties } = catalogProperties(needs);
  return {
    name,
    type,
    properties,
    secrets: Object.fromEntries(
      Object.keys(catalogSecrets(needs)).map((property) => [property, secretVariable(name, property)]),
    ),
    hadoop: needs.fileSystem && folderOf(name),
  };
}

function secretsOf(catalogs: Catalogs): Record<string, EnvValue> {
  return Object.fromEntries(
    Object.entries(catalogs).flatMap(([name, { _needs }]) =>
      Object.entries(catalogSecrets(_needs)).map(([property, secret]) => [
        secretVariable(name, property),
        EnvValue.secret(secret),
      ]),
    ),
  ) as Record<string, EnvValue>;
}

/** What Hadoop's clients know of file systems. Doris has no files of theirs: catalogs are told by their properties. */
function filesOf(scope: Construct, catalogs: Catalogs): VolumeMount[] {
  return Object.entries(catalogs).flatMap(
    ([
      name,
      {
        _needs: { fileSystem },
      },
    ]) => {
      if (!fileSystem) return [];
      const volume = Volume.configMap(`hadoop-${name.replace(/_/g, '-')}`, fileSystem.clientFilesIn(scope));
      return [{ volume, path: folderOf(name), readOnly: true }];
    },
  );
}

function folderOf(catalog: string): string {
  return `${HADOOP_FILES}/${catalog}`;
}

/** The way to what catalogs are made of: frontends find tables there, and whoever runs a query reads them. */
export function connectToCatalogs(catalogs: Catalogs, parts: EnginePart[]): void {
  const needs = Object.values(catalogs).map(({ _needs }) => _needs);
  for (const { connections } of parts) {
    connectToTables(
      connections,
      needs.flatMap(({ tables }) => tables ?? []),
    );
    connectToStores(
      connections,
      needs.flatMap(({ store }) => store ?? []),
    );
    for (const fileSystem of new Set(needs.flatMap((each) => each.fileSystem ?? []))) connections.allowTo(fileSystem);
    for (const { database } of needs) if (database) connections.allowTo(database.peer, [database.port]);
  }
}

/** What members read and write of stores that they sign in to as their pods. */
export function catalogAccess(catalogs: Catalogs, parts: EnginePart[]): StoreAccess[] {
  const stores = Object.values(catalogs).flatMap(({ _needs: { store, ownIdentity, writes } }) =>
    store && ownIdentity ? [{ store, mode: writes ? StoreMode.READ_WRITE : StoreMode.READ }] : [],
  );
  return stores.flatMap((place) => parts.map(({ identity }) => ({ identity, ...place })));
}
