import { terraformSuite } from '../../helpers/terraform-suite';

terraformSuite('dev', {
  'bootstrap-dev': 18,
  'dev-network': 38,
  'dev-data': 28,
  'dev-cluster': 60,
  'dev-access': 11,
});
