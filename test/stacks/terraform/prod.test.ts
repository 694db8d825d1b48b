import { terraformSuite } from '../../helpers/terraform-suite';

terraformSuite(
  'prod',
  {
    'account-000000000000': 23,
    'bootstrap-prod': 26,
    'prod-network': 56,
    'prod-data': 30,
    'prod-database': 10,
    'prod-cluster': 82,
    'prod-access': 27,
  },
  { applied: true },
);
