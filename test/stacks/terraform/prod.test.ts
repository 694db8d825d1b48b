import { terraformSuite } from '../../helpers/terraform-suite';

terraformSuite('prod', {
  'bootstrap-prod': 29,
  'prod-network': 50,
  'prod-data': 30,
  'prod-cluster': 82,
  'prod-access': 20,
});
