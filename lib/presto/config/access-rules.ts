import { DRAIN_USER, METRICS_USER, PROBE_USER } from '../components';
import { PrestoAccess, PrestoAccessRule } from '../presto-security';
import { ResolvedPresto } from '../resolve';
import { anyOf } from './pattern';

/**
 * Who may do what, as the engine reads it. Undefined where everybody may do everything.
 *
 * @see https://prestodb.io/docs/current/security/built-in-system-access-control.html#file-based-system-access-control
 * @see https://trino.io/docs/current/security/file-system-access-control.html
 */
export function accessRules({ version, security }: ResolvedPresto): object | undefined {
  const catalogs = security?.access.length ? { catalogs: catalogRules(security.access) } : {};
  if (version.isTrino) {
    return {
      ...catalogs,
      queries: [{ user: anyOf([DRAIN_USER, METRICS_USER]), allow: [] }, { allow: ['execute', 'view', 'kill'] }],
      system_information: [
        { user: DRAIN_USER, allow: ['read', 'write'] },
        { user: METRICS_USER, allow: ['read'] },
      ],
    };
  }
  // Where it is told of no catalog, Presto lets nobody into any.
  return security && { catalogs: [{ allow: PrestoAccess.ALL }], ...catalogs, principals: PRINCIPALS };
}

/**
 * Who is signed in is that user and no other. What a certificate names is a path with `=` in it, or nothing: it is one of a node, which the probe shows too,
 * and asks the probe's queries alone.
 */
const PRINCIPALS = [
  { principal: '.*=.*|', user: PROBE_USER, allow: true },
  { principal: '.*=.*|', user: '.*', allow: false },
  { principal: '(.+)', principal_to_user: '$1', allow: true },
];

function catalogRules(rules: PrestoAccessRule[]): object[] {
  const rule = ({ users, catalogs, access }: PrestoAccessRule) => ({
    ...(users && { user: anyOf(users) }),
    ...(catalogs && { catalog: anyOf(catalogs) }),
    allow: access,
  });
  return [
    { user: PROBE_USER, allow: PrestoAccess.READ },
    // What clients ask to show what there is.
    { catalog: 'system', allow: PrestoAccess.READ },
    ...rules.map(rule),
  ];
}
