import { terraformSuite } from '../../helpers/terraform-suite';

terraformSuite('staging', {
  'bootstrap-staging': 26,
  'staging-network': 52,
  'staging-data': 30,
  'staging-cluster': 74,
  'staging-access': 11,
});
