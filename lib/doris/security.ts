import { Construct } from 'constructs';
import { ISecret, StoreAccess, StoreMode } from '../core';
import { Service } from '../kubernetes';
import { ClientConnections, Peer, Secret } from '../security';
import { connectToStores, DerivedSecret } from '../security/internal';
import { EnginePart } from '../workloads/internal';
import { OPERATOR, partOf } from './components';
import { passwordHash } from './config/password-hash';
import { PORTS } from './ports';
import { ResolvedDoris } from './resolve';

/** The user that the operator and new members sign in as. */
export const ROOT_USER = 'root';

/** The keys of the Secret that the operator signs in with, and of what a first start takes. */
export const ROOT_KEYS = { username: 'username', password: 'password', hash: 'hash' };

/** Where root's password lies: the value itself, and what the operator and frontends read, which follows it under one name. */
export interface RootSecrets {
  readonly password: ISecret;
  /** What it was before. Default: it does not change. */
  readonly previous?: ISecret;
  readonly operator: DerivedSecret;
}

/** What the secrets of `root` are made from. */
export type RootPasswords = Pick<ResolvedDoris, 'name' | 'rootPassword' | 'previousRootPassword'>;

/** What the cluster is managed by. */
export function rootSecrets(scope: Construct, resolved: RootPasswords): RootSecrets {
  const { name, rootPassword, previousRootPassword } = resolved;
  const password = rootPassword._bind(scope, 'RootPassword', { name: rootSecretName(resolved) });
  const previous = previousRootPassword?._bind(scope, 'PreviousRootPassword', {
    name: previousSecretName(resolved, previousRootPassword),
  });
  const operator = new DerivedSecret(scope, 'Management', {
    name: `${name}-management`,
    from: { root: password },
    template: {
      [ROOT_KEYS.username]: ROOT_USER,
      [ROOT_KEYS.password]: '{{ .root }}',
      [ROOT_KEYS.hash]: passwordHash('root'),
    },
  });
  return { password, previous, operator };
}

/** What the Secret of root's password is called, before the number of its value. */
function rootSecretName({ name }: RootPasswords): string {
  return `${name}-root`;
}

/** One that was made lies where it was made. */
function previousSecretName(resolved: RootPasswords, previous: Secret): string {
  return previous._fixed ? rootSecretName(resolved) : `${rootSecretName(resolved)}-previous`;
}

/** What the Secret of root's password is called, where that of the one before is called the same. */
export function sharedSecret(resolved: RootPasswords): string | undefined {
  const { rootPassword, previousRootPassword: previous } = resolved;
  const name = rootPassword._nameOf(rootSecretName(resolved));
  return previous?._nameOf(previousSecretName(resolved, previous)) === name ? name : undefined;
}

/** What clients reach, and what reaches others for them: backends and compute nodes. */
export function clientConnections(frontends: EnginePart, ...backends: EnginePart[]): ClientConnections {
  frontends.connections.allowFrom(Peer.operatorPods(OPERATOR), [PORTS.mysql]);
  return ClientConnections._of(
    [
      { connections: frontends.connections, ports: [PORTS.mysql, PORTS.frontendHttp] },
      ...backends.map(({ connections }) => ({ connections, ports: [PORTS.backendHttp] })),
    ],
    backends.map(({ connections }) => connections),
  );
}

/** What members do with stores of backups: a frontend looks after the place, and each backend sends what it holds. The job only tells them to. */
export function storeAccess({ backup, restore }: ResolvedDoris, parts: EnginePart[]): StoreAccess[] {
  const places = [
    ...(backup ? [{ ...backup, mode: StoreMode.READ_WRITE }] : []),
    ...(restore?.source && restore.foreign ? [{ ...restore.source, mode: StoreMode.READ }] : []),
  ];
  for (const { connections } of parts) {
    connectToStores(
      connections,
      places.map(({ store }) => store),
    );
  }
  return places.flatMap(({ store, prefix, mode }) => parts.map(({ identity }) => ({ identity, store, prefix, mode })));
}

/** The Service by which clients outside the Kubernetes cluster come. The operator's own has no place for who may. */
export function exposeFrontends(
  scope: Construct,
  { name, expose }: Pick<ResolvedDoris, 'name' | 'expose'>,
  { connections }: EnginePart,
): void {
  if (expose._sourceRanges.length === 0) return;
  new Service(scope, 'Exposed', { name: `${name}-exposed`, partOf: partOf(name, 'fe'), ports: [PORTS.mysql], expose });
  for (const range of expose._sourceRanges) connections.allowFrom(Peer.cidr(range), [PORTS.mysql]);
}
