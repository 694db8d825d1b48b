import { KubeObject } from '../helpers/kube-client';
import { find } from '../helpers/synth';
import { configurationOf, treeOf, xml } from './ask-clickhouse';

/** A user as the servers are told of it, without its password. */
export type RenderedUser = Record<string, unknown>;

interface Container {
  readonly env: { readonly name: string; readonly value?: string }[];
}

/** The user that a job logs in as, exactly as it is rendered. */
export function userOf(objects: KubeObject[], component: string): RenderedUser {
  const job = objects.find(({ kind, metadata }) => kind === 'CronJob' && metadata.name.endsWith(`-${component}`))!;
  const { jobTemplate } = job.spec as {
    jobTemplate: { spec: { template: { spec: { containers: Container[] } } } };
  };
  const [{ env }] = jobTemplate.spec.template.spec.containers;
  const login = env.find(({ name }) => name === 'CLICKHOUSE_USER')?.value;
  const { users } = configurationOf(find(objects, 'ClickHouseInstallation'));
  const own = Object.entries(users).flatMap(([key, value]) =>
    key.startsWith(`${login}/`) && !/\/password(_\w+)?$/.test(key) ? [[key.slice(`${login}/`.length), value]] : [],
  );
  if (own.length === 0) throw new Error(`the servers know no user '${login}'`);
  return Object.fromEntries(own) as RenderedUser;
}

/** The same user without the grants that a pattern matches. */
export function without(user: RenderedUser, pattern: RegExp): RenderedUser {
  const grants = (user['grants/query'] as string[]).filter((grant) => !pattern.test(grant));
  return { ...user, 'grants/query': grants };
}

/** A file of users in which `default`, whom alone an embedded ClickHouse knows, is this user, with the profiles and quotas that are rendered. */
export function usersFile(objects: KubeObject[], user: RenderedUser): string {
  const { profiles, quotas } = configurationOf(find(objects, 'ClickHouseInstallation'));
  return xml({
    profiles: treeOf(profiles),
    quotas: { default: '', ...treeOf(quotas) },
    users: { default: { password: '', ...treeOf(user) } },
  });
}
