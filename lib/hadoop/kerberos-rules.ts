import { Rule } from '../core/internal';
import { HadoopInput } from './rules';

/** The checks on what is given of Kerberos. */
export const kerberosRules: ReadonlyArray<Rule<HadoopInput>> = [
  {
    code: 'HD030',
    prop: 'the realm of Kerberos',
    must: "be upper-case letters, digits, '.' and '-'",
    remedy: 'write it as the KDC has it: LAKE.EXAMPLE.COM',
    violation: ({ resolved }) => {
      const realm = resolved.kerberos?.realm;
      return realm === undefined || /^[A-Z0-9]([A-Z0-9.-]*[A-Z0-9])?$/.test(realm) ? undefined : `'${realm}'`;
    },
  },
  {
    code: 'HD031',
    prop: 'kdcs',
    must: 'be one at least, each a host or host:port',
    remedy: 'name the servers that give tickets: kdc.example.com',
    violation: ({ resolved: { kerberos } }) => {
      if (!kerberos) return undefined;
      if (kerberos.kdcs.length === 0) return 'none';
      return kerberos.kdcs
        .filter((kdc) => !/^[A-Za-z0-9][A-Za-z0-9.-]*(:\d{1,5})?$/.test(kdc))
        .map((kdc) => `'${kdc}'`);
    },
  },
  {
    code: 'HD032',
    prop: 'keytabSecret',
    must: 'be the name of a Secret',
    remedy: 'name one in the namespace of the cluster: lake-keytabs',
    violation: ({ resolved: { kerberos } }) => {
      const secret = kerberos?.keytabSecret;
      return secret === undefined || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(secret) ? undefined : `'${secret}'`;
    },
  },
  {
    code: 'HD033',
    prop: 'httpFs',
    must: 'be left out with Kerberos',
    remedy: 'let clients use hdfs:// or the NameNodes themselves: the gateway would believe who they say they are',
    violation: ({ resolved: { kerberos, httpFs } }) => (kerberos && httpFs ? 'given' : undefined),
  },
  {
    code: 'HD034',
    prop: 'yarn',
    must: 'be left out with Kerberos',
    remedy:
      'run what computes on Kubernetes itself, or leave security out: all containers of a NodeManager are one user here, who could read the tokens of the others, and Hadoop then hands out neither shuffle data nor logs',
    violation: ({ resolved: { kerberos, yarn } }) => (kerberos && yarn ? 'given' : undefined),
  },
];
