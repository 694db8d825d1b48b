import { operators } from 'bigdata-constructs';
import { operatorRules, prometheusRules } from '../../lib/operators/operator-rules';
import { tableSuite } from '../helpers/rules-suite';

const chart = { ...operators.OperatorCharts.KEDA, version: '9.9.9', oldestKubernetes: '1.9', newestKubernetes: '1.36' };

tableSuite(
  'the rules of an operator',
  operatorRules,
  { chart },
  {
    OP001: {
      refused: { kubernetesVersion: '1.8' },
      given: `'1.8', and ${chart.name} 9.9.9 needs 1.9 or newer`,
      passes: { kubernetesVersion: '1.10' },
    },
    OP002: {
      refused: { kubernetesVersion: '1.37' },
      given: `'1.37', and ${chart.name} 9.9.9 was tested up to 1.36`,
      passes: { kubernetesVersion: '1.36' },
    },
    OP003: {
      refused: { kubernetesVersion: 'v1.35' },
      given: "'v1.35'",
      passes: { kubernetesVersion: '1.35' },
    },
  },
);

tableSuite(
  'the rules of the Prometheus stack',
  prometheusRules,
  { retentionDays: 35, neededDays: 35 },
  {
    OP004: {
      refused: { retentionDays: 34 },
      given: '34 days, and the profile says 35',
      passes: { retentionDays: 36 },
    },
  },
);
