import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { ContainerSize, Cpu } from '../core';
import { checkRules, objectLabels } from '../core/internal';
import { ServiceIdentity } from '../security';
import { partName } from '../workloads/internal';
import { catalogRules } from './catalog-rules';
import { partOf } from './components';
import { SignInNode } from './config/sign-in';
import { ClusterCredentials } from './credentials';
import { Coordinator } from './parts/coordinator';
import { Gateway } from './parts/gateway';
import { NodeInput } from './parts/node';
import { Workers } from './parts/workers';
import { PrestoSizing } from './presto-sizing';
import { GivenSet, ResolvedPresto } from './resolve';
import { prestoRules } from './rules';
import { guardColours, guardCoordinator } from './scaling';
import { securityRules } from './security-rules';
import { prestoSizing } from './sizing';
import { upgradeRules } from './upgrade-rules';

/** A set of a cluster before it is built. */
export interface SizedSet {
  /** The cluster, where it is all one set. */
  readonly scope: Construct;
  readonly resolved: ResolvedPresto;
  readonly sizing: PrestoSizing;
}

/** A coordinator with the workers that it gives tasks to. */
export interface NodeSet extends SizedSet {
  readonly coordinator: Coordinator;
  readonly workers: Workers;
}

/** The numbers of each set, which is checked. */
export function checkedSets(cluster: Construct, sets: GivenSet[]): SizedSet[] {
  const sized = sets.map(({ given, resolved }) => {
    const { set } = resolved;
    const scope = set ? new Construct(cluster, set.name) : cluster;
    const sizing = prestoSizing(resolved);
    // One that is stopped has what the cluster has, which is checked with the other.
    if (!set?.stopped)
      checkRules(scope, [...prestoRules, ...catalogRules, ...securityRules], { given, resolved, sizing });
    return { scope, resolved, sizing };
  });
  checkRules(cluster, upgradeRules, { sets: sized.map(({ resolved }) => resolved) });
  return sized;
}

/** Builds the sets, each with edges between its nodes. Sets know nothing of each other. */
export function buildSets(
  cluster: Construct,
  sets: SizedSet[],
  credentials: ClusterCredentials,
  shared: Pick<NodeInput, 'sharedSecret'>,
): NodeSet[] {
  const identities = sets.length > 1 ? sharedIdentities(cluster, sets[0].resolved) : undefined;
  const built = sets.map((each) => {
    const { scope, resolved, sizing } = each;
    const own = credentials.in(cluster, resolved);
    const input = { ...shared, resolved, credentials: own, identities };
    const coordinator = new Coordinator(scope, 'Coordinator', input, sizing);
    const workers = new Workers(scope, 'Workers', input, sizing, coordinator.url);
    for (const [from, to] of [
      [coordinator, coordinator],
      [coordinator, workers],
      [workers, coordinator],
      [workers, workers],
    ]) {
      from.connections.allowTo(to.connections, [own.port]);
    }
    return { ...each, coordinator, workers };
  });
  const coordinators = built.map(({ coordinator }) => coordinator);
  const { acknowledge } = sets[0].resolved;
  if (built.length > 1) guardColours(coordinators, acknowledge);
  else guardCoordinator(coordinators[0], acknowledge);
  return built;
}

/** What clients speak to where there are several sets, one at a time of which is for new queries. */
export function gatewayOf(
  scope: Construct,
  size: ContainerSize = { cpu: Cpu.millis(500), memory: Size.mebibytes(256) },
  [active, other]: NodeSet[],
  credentials: ClusterCredentials,
): Gateway | undefined {
  if (other === undefined) return undefined;
  const { resolved, coordinator } = active;
  const input = { resolved, credentials, size, active: coordinator, other: other.coordinator };
  const gateway = new Gateway(scope, 'Gateway', input);
  for (const to of [coordinator, other.coordinator]) {
    gateway.connections.allowTo(to.connections, [credentials.port]);
    gateway.node.addDependency(to);
  }
  return gateway;
}

/** Who nodes are to a cloud does not change with a colour. */
function sharedIdentities(scope: Construct, { name, overrides }: ResolvedPresto): Record<SignInNode, ServiceIdentity> {
  const identity = (component: SignInNode) =>
    new ServiceIdentity(scope, `Identity-${component}`, {
      name: partName(partOf(name, component)),
      labels: objectLabels(partOf(name, component)),
      annotations: overrides.pods[component]?.serviceAccountAnnotations,
    });
  return { coordinator: identity('coordinator'), worker: identity('worker') };
}
