import {
  disruptionRules,
  namespaceChartRules,
  namespaceRules,
  workloadRules,
} from '../../lib/kubernetes/kubernetes-rules';
import { tableSuite } from '../helpers/rules-suite';

tableSuite(
  'the rules of where an object stands',
  namespaceRules,
  { namespaceName: 'shop' },
  { K8S001: { refused: { namespaceName: undefined }, given: 'a chart without one', passes: {} } },
);

tableSuite(
  'the rules of a NamespaceChart',
  namespaceChartRules,
  { name: 'shop' },
  {
    K8S002: [
      { refused: { name: 'default' }, given: "'default'", passes: { name: 'defaults' } },
      { refused: { name: 'kube-system' }, given: "'kube-system'", passes: { name: 'kubernetes' } },
    ],
  },
);

tableSuite(
  'the rules of workloads',
  workloadRules,
  { replicas: 1, ports: ['http'], probePorts: ['http'] },
  {
    K8S010: [
      { refused: { replicas: -1 }, given: '-1', passes: { replicas: 0 } },
      { refused: { replicas: 1.5 }, given: '1.5', passes: { replicas: 2 } },
    ],
    K8S011: {
      refused: { probePorts: ['htpp'] },
      given: "'htpp' where there is http",
      passes: { ports: ['http', 'htpp'], probePorts: ['htpp'] },
    },
  },
);

tableSuite(
  'the rules of a DisruptionBudget',
  disruptionRules,
  { members: 3, maxUnavailable: 1, quorum: 2 },
  {
    K8S020: { refused: { maxUnavailable: 0 }, given: '0', passes: { maxUnavailable: 1 } },
    K8S021: {
      refused: { maxUnavailable: 2 },
      given: '2 of 3 where 2 must run',
      passes: { maxUnavailable: 2, quorum: 1 },
    },
  },
);
