import { Checks, placed, Rule } from '../core/internal';
import { ResolvedHadoop, ResolvedImport } from './resolve';

/** What the checks look at: one that is made here, or one that something else runs. */
export interface ClientInput {
  readonly resolved: ResolvedHadoop | ResolvedImport;
}

/** What the checks of one look at that something else runs. */
export interface ImportInput {
  readonly resolved: ResolvedImport;
}

const check = new Checks<ClientInput>();
const imported = new Checks<ImportInput>();
/** Keys of what must not be read by everybody who reads a ConfigMap. */
export const SECRET = /(password|secret\.key|access\.key|secret-key)$/i;

/** Overrides that are no properties of a file. */
const OTHERS = ['files', 'jvm', 'pods'];

/** What says which file systems there are, and which of them is this one. */
const NAME_SERVICES = ['dfs.nameservices', 'dfs.internal.nameservices', 'dfs.nameservice.id'];

const nameServices = ({ resolved: { overrides } }: ClientInput) =>
  NAME_SERVICES.map((key) => placed(overrides.hdfsSite[key], key));

const nameNodes = ({ resolved }: ImportInput) => resolved.nameNodes;

/** Checks on what clients of a cluster read. */
export const clientRules: ReadonlyArray<Rule<ClientInput>> = [
  {
    code: 'HD002',
    prop: 'replication',
    remedy: 'leave it at 3: two copies survive one loss, three the loss of one while another is restarted',
    ...check.wholeNumber(({ resolved }) => resolved.replication, { atLeast: 1 }),
  },
  {
    code: 'HD026',
    prop: 'overrides',
    remedy: 'name a credential provider instead: hadoop.security.credential.provider.path',
    ...check.noSecrets(
      ({ resolved: { overrides } }) =>
        Object.entries(overrides).flatMap(([file, properties]) =>
          OTHERS.includes(file) ? [] : Object.keys(properties as object),
        ),
      SECRET,
    ),
  },
  {
    code: 'HD036',
    prop: 'overrides.hdfsSite',
    remedy: "write it first, and others after it: dfs.nameservices: 'lake,other'",
    ...check.each(nameServices, "have the cluster's own name wherever it names file systems", (list, { resolved }) =>
      list.split(',').some((name) => name.trim() === resolved.name),
    ),
  },
  {
    code: 'HD030',
    prop: 'realm of security',
    remedy: 'write it as the KDC has it: LAKE.EXAMPLE.COM',
    ...check.pattern(
      ({ resolved }) => resolved.kerberos?.realm,
      /^[A-Z0-9]([A-Z0-9.-]*[A-Z0-9])?$/,
      "be upper-case letters, digits, '.' and '-', starting and ending with a letter or digit",
    ),
  },
  {
    code: 'HD031',
    prop: 'kdcs of security',
    remedy: 'name the servers that give tickets: kdc.example.com',
    ...check.all(
      check.some(({ resolved }) => resolved.kerberos?.kdcs.length),
      check.pattern(
        ({ resolved }) => resolved.kerberos?.kdcs,
        /^[A-Za-z0-9][A-Za-z0-9.-]*(:\d{1,5})?$/,
        'each a host or host:port',
      ),
    ),
  },
];

/** Checks on a cluster that something else runs. */
export const importRules: ReadonlyArray<Rule<ImportInput>> = [
  {
    code: 'HD035',
    prop: 'endpoints.nameNodes',
    remedy: "give those of the cluster's own endpoints: clients need a name for each",
    ...imported.all(
      imported.some(({ resolved }) => resolved.nameNodes.length),
      imported.pattern(nameNodes, /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?:8020$/, 'each host:8020'),
      {
        ...imported.unique(nameNodes, (address) => address.split(/[.:]/)[0]),
        must: 'differ in what stands before the first dot',
      },
    ),
  },
];
