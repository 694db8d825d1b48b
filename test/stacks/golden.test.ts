import { App } from 'cdktf';
import { environmentStacks } from '../../stacks/environment-stacks';
import { environmentNames } from '../helpers/programs';
import { StackJson } from '../helpers/provider-schema';
import { synthTexts } from '../helpers/synth';

/** Every resource that Terraform may not replace, as `<stack> <type>.<id>`. */
function guarded(): string[] {
  const texts = synthTexts((app: App) => environmentNames.forEach((name) => environmentStacks(app, name)));
  return Object.entries(texts).flatMap(([stack, text]) =>
    Object.entries((JSON.parse(text) as StackJson).resource ?? {}).flatMap(([type, resources]) =>
      Object.entries(resources)
        .filter(([, { lifecycle }]) => (lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy)
        .map(([id]) => `${stack} ${type}.${id}`),
    ),
  );
}

const GOLDEN = [
  'account-000000000000 aws_kms_key.State_Key_CC9D02A8',
  'account-000000000000 aws_s3_bucket.State_Bucket_77825682',
  'account-000000000000 aws_s3_bucket.State_Logs_Bucket_CEC9CD16',
  'bootstrap-dev aws_s3_bucket.State_Bucket_77825682',
  'bootstrap-dev aws_s3_bucket.State_Logs_Bucket_CEC9CD16',
  'bootstrap-prod aws_kms_key.State_Key_CC9D02A8',
  'bootstrap-prod aws_s3_bucket.State_Bucket_77825682',
  'bootstrap-prod aws_s3_bucket.State_Logs_Bucket_CEC9CD16',
  'bootstrap-staging aws_kms_key.State_Key_CC9D02A8',
  'bootstrap-staging aws_s3_bucket.State_Bucket_77825682',
  'bootstrap-staging aws_s3_bucket.State_Logs_Bucket_CEC9CD16',
  'prod-access aws_kms_key.Logs_Key_B5D1D597',
  'prod-cluster aws_eks_cluster.Cluster_EB0386A7',
  'prod-cluster aws_kms_key.Cluster_Key_B247D7DD',
  'prod-data aws_kms_key.Key_961B73FD',
  'prod-data aws_s3_bucket.Backups_Bucket_2936A3AA',
  'prod-data aws_s3_bucket.Lake_Bucket_B1D32E10',
  'prod-data aws_s3_bucket.Logs_Bucket_5C52C3D2',
  'prod-database aws_db_instance.Metastore_428D934B',
  'prod-engines kubernetes_manifest.ClickHouseInstallation__clickhouse_altinity_com__olap__clickhouse',
  'prod-engines kubernetes_manifest.ClickHouseKeeperInstallation__clickhouse-keeper_altinity_com__olap__clickhouse',
  'prod-engines kubernetes_manifest.DorisCluster__doris_selectdb_com__warehouse__doris',
  'prod-engines kubernetes_manifest.Namespace______analytics',
  'prod-engines kubernetes_manifest.Namespace______etl',
  'prod-engines kubernetes_manifest.Namespace______lake',
  'prod-engines kubernetes_manifest.Namespace______observability',
  'prod-engines kubernetes_manifest.Namespace______olap',
  'prod-engines kubernetes_manifest.Namespace______spark',
  'prod-engines kubernetes_manifest.Namespace______sql',
  'prod-engines kubernetes_manifest.Namespace______warehouse',
  'prod-engines kubernetes_manifest.StatefulSet__apps__lake__hadoop-datanode-eu-central-1a',
  'prod-engines kubernetes_manifest.StatefulSet__apps__lake__hadoop-datanode-eu-central-1b',
  'prod-engines kubernetes_manifest.StatefulSet__apps__lake__hadoop-datanode-eu-central-1c',
  'prod-engines kubernetes_manifest.StatefulSet__apps__lake__hadoop-journalnode',
  'prod-engines kubernetes_manifest.StatefulSet__apps__lake__hadoop-namenode',
  'prod-engines kubernetes_manifest.StatefulSet__apps__lake__hadoop-zookeeper',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicyBinding__admissionregistration_k8s_io____analytics_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicyBinding__admissionregistration_k8s_io____etl_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicyBinding__admissionregistration_k8s_io____lake_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicyBinding__admissionregistration_k8s_io____observability_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicyBinding__admissionregistration_k8s_io____olap_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicyBinding__admissionregistration_k8s_io____spark_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicyBinding__admissionregistration_k8s_io____sql_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicyBinding__admissionregistration_k8s_io____warehouse_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicy__admissionregistration_k8s_io____analytics_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicy__admissionregistration_k8s_io____etl_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicy__admissionregistration_k8s_io____lake_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicy__admissionregistration_k8s_io____observability_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicy__admissionregistration_k8s_io____olap_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicy__admissionregistration_k8s_io____spark_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicy__admissionregistration_k8s_io____sql_deletion_bigdata-constructs_io',
  'prod-engines kubernetes_manifest.ValidatingAdmissionPolicy__admissionregistration_k8s_io____warehouse_deletion_bigdata-constructs_io',
  'prod-network aws_kms_key.Network_LogKey_5212F0C4',
  'prod-network aws_subnet.Network_Intra-a_94C2AB69',
  'prod-network aws_subnet.Network_Intra-b_EEAC7E4E',
  'prod-network aws_subnet.Network_Intra-c_FB18522A',
  'prod-network aws_subnet.Network_LoadBalancer-a_34DF745D',
  'prod-network aws_subnet.Network_LoadBalancer-b_D899E248',
  'prod-network aws_subnet.Network_LoadBalancer-c_3055BFD6',
  'prod-network aws_subnet.Network_Private-a_D7448AA4',
  'prod-network aws_subnet.Network_Private-b_D645691C',
  'prod-network aws_subnet.Network_Private-c_57CD7FF0',
  'prod-network aws_subnet.Network_Public-a_CDC53BD7',
  'prod-network aws_subnet.Network_Public-b_4545A3F8',
  'prod-network aws_subnet.Network_Public-c_0C7D9288',
  'prod-network aws_vpc.Network_Vpc_FAC8F4A5',
  'prod-network aws_vpc_ipv4_cidr_block_association.Network_PodCidr_2E846A02',
  'staging-cluster aws_eks_cluster.Cluster_EB0386A7',
  'staging-cluster aws_kms_key.Cluster_Key_B247D7DD',
  'staging-data aws_kms_key.Key_961B73FD',
  'staging-data aws_s3_bucket.Backups_Bucket_2936A3AA',
  'staging-data aws_s3_bucket.Lake_Bucket_B1D32E10',
  'staging-data aws_s3_bucket.Logs_Bucket_5C52C3D2',
  'staging-engines kubernetes_manifest.ClickHouseInstallation__clickhouse_altinity_com__olap__clickhouse',
  'staging-engines kubernetes_manifest.ClickHouseKeeperInstallation__clickhouse-keeper_altinity_com__olap__clickhouse',
  'staging-engines kubernetes_manifest.Namespace______observability',
  'staging-engines kubernetes_manifest.Namespace______olap',
  'staging-engines kubernetes_manifest.ValidatingAdmissionPolicyBinding__admissionregistration_k8s_io____observability_deletion_bigdata-constructs_io',
  'staging-engines kubernetes_manifest.ValidatingAdmissionPolicyBinding__admissionregistration_k8s_io____olap_deletion_bigdata-constructs_io',
  'staging-engines kubernetes_manifest.ValidatingAdmissionPolicy__admissionregistration_k8s_io____observability_deletion_bigdata-constructs_io',
  'staging-engines kubernetes_manifest.ValidatingAdmissionPolicy__admissionregistration_k8s_io____olap_deletion_bigdata-constructs_io',
  'staging-network aws_kms_key.Network_LogKey_5212F0C4',
  'staging-network aws_subnet.Network_Intra-a_94C2AB69',
  'staging-network aws_subnet.Network_Intra-b_EEAC7E4E',
  'staging-network aws_subnet.Network_Intra-c_FB18522A',
  'staging-network aws_subnet.Network_LoadBalancer-a_34DF745D',
  'staging-network aws_subnet.Network_LoadBalancer-b_D899E248',
  'staging-network aws_subnet.Network_LoadBalancer-c_3055BFD6',
  'staging-network aws_subnet.Network_Private-a_D7448AA4',
  'staging-network aws_subnet.Network_Private-b_D645691C',
  'staging-network aws_subnet.Network_Private-c_57CD7FF0',
  'staging-network aws_subnet.Network_Public-a_CDC53BD7',
  'staging-network aws_subnet.Network_Public-b_4545A3F8',
  'staging-network aws_subnet.Network_Public-c_0C7D9288',
  'staging-network aws_vpc.Network_Vpc_FAC8F4A5',
  'staging-network aws_vpc_ipv4_cidr_block_association.Network_PodCidr_2E846A02',
];

// A change here makes Terraform destroy what it no longer knows: `prevent_destroy` leaves with its block. Where a construct must get another
// place, give its resource the old one's id by `moveTo` (https://developer.hashicorp.com/terraform/cdktf/examples-and-guides/refactoring), apply
// that everywhere, and only then change this list.
test('what holds data keeps its Terraform ids', () => {
  expect(guarded().sort()).toEqual(GOLDEN);
});
