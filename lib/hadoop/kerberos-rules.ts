import { Checks, Rule } from '../core/internal';
import { HadoopInput } from './rules';

const check = new Checks<HadoopInput>();
const isSecure = ({ resolved }: HadoopInput) => resolved.kerberos !== undefined;

/** Checks on what is given of Kerberos. */
export const kerberosRules: ReadonlyArray<Rule<HadoopInput>> = [
  {
    code: 'HD032',
    prop: 'keytabSecret of security',
    remedy: 'name one in the namespace of the cluster: lake-keytabs',
    ...check.kubernetesName(({ resolved }) => resolved.kerberos?.keytabSecret, { dots: true }),
  },
  {
    code: 'HD033',
    prop: 'httpFs',
    remedy: 'let clients use hdfs:// or the NameNodes themselves: the gateway would believe who they say they are',
    ...check.leftOut('with Kerberos', ({ resolved }) => resolved.httpFs, isSecure),
  },
  {
    code: 'HD034',
    prop: 'yarn',
    remedy:
      'run what computes on Kubernetes itself, or leave security out: all containers of a NodeManager are one user here, who could read the tokens of the others, and Hadoop then hands out neither shuffle data nor logs',
    ...check.leftOut('with Kerberos', ({ resolved }) => resolved.yarn, isSecure),
  },
];
