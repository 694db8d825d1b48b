/** A finding of a scanner that we live with. */
export interface AcceptedFinding {
  readonly check: string;
  /** Which resources or objects: all, where it is left out. */
  readonly where?: RegExp;
  readonly reason: string;
}

/** What checkov asks for and we leave out. Each entry counts. */
export const ACCEPTED: readonly AcceptedFinding[] = [
  {
    check: 'CKV_AWS_144',
    reason: 'another region doubles the cost of storage; versions and the deny-delete policy guard against mistakes',
  },
  {
    check: 'CKV_AWS_145',
    where: /Logs_Bucket/,
    reason: 'S3 delivers access logs only to buckets under its own keys',
  },
  { check: 'CKV_AWS_145', where: /^(dev-data|bootstrap-dev) /, reason: 'dev pays for no keys of its own' },
  { check: 'CKV_AWS_18', where: /Logs_Bucket/, reason: 'a bucket of logs that logged to itself would never end' },
  { check: 'CKV_AWS_338', where: /^(dev|staging)-/, reason: 'outside of prod, logs are kept for 30 or 90 days' },
  { check: 'CKV_AWS_158', where: /^dev-/, reason: 'dev pays for no keys of its own' },
  { check: 'CKV_AWS_58', where: /^dev-/, reason: 'EKS encrypts by keys of its own' },
  { check: 'CKV_AWS_39', where: /^dev-/, reason: "dev's API is open to the addresses of offices, named in its table" },
  { check: 'CKV_AWS_37', where: /^dev-/, reason: "logs of dev's scheduler and controllers are not worth their price" },
  {
    check: 'CKV_K8S_11',
    reason: 'a limit on CPU throttles a busy container while the node is idle',
  },
  { check: 'CKV_K8S_43', reason: 'versions are pinned by tag: a digest says nothing to who reads it at night' },
  {
    check: 'CKV_K8S_15',
    reason: 'versions are pinned, and a registry that is away must not keep a pod from starting again',
  },
  {
    check: 'CKV_K8S_35',
    where:
      /CronJob\.[a-z]+\.[a-z]+-(backup|probe|users|sweep|leave|vault)$|Job\.[a-z]+\.[a-z]+-(rotation|upgrade|restore)-[0-9a-f]{8}$|^Hadoop-with-Kerberos |-(coordinator|worker)(-blue|-green)?$/,
    reason:
      "clients of ClickHouse and MySQL take a password from their environment alone, if it is not to stand in the process's arguments, so does Hadoop that of its keystore, if not from another keystore, and Presto whatever its files name",
  },
  {
    check: 'CKV_K8S_40',
    where:
      /CronJob\.[a-z]+\.[a-z]+-(backup|probe)$|\.((hadoop|lake|hive)-[a-z0-9-]+|spark-history-server|[a-z]+-(coordinator|worker)(-blue|-green)?|[a-z]+-gateway|[a-z]+-cn|[a-z-]*foundationdb-(operator|backup))$/,
    reason: "the image's files belong to its own user, whose number is low",
  },
  ...['CKV_K8S_22', 'CKV_K8S_23', 'CKV_K8S_25'].map((check) => ({
    check,
    where: /StatefulSet\.[a-z]+\.[a-z]+-cn$/,
    reason: "the images of Doris run as root and write into themselves; of root's capabilities three are left",
  })),
  {
    check: 'CKV_K8S_38',
    where: /-crds-|foundationdb-operator$/,
    reason: 'an operator, and the step that upgrades definitions, call the API server',
  },
];

/** How many there may be. More must be argued for, not added. Three are of images that run as root. */
export const MOST_ACCEPTED = 18;

/** What parliament does not know of IAM, or takes one by one what IAM takes together. */
export const ACCEPTED_POLICIES: readonly AcceptedFinding[] = [
  {
    check: 'RESOURCE_MISMATCH',
    where: /ControllerRole_Nodes/,
    reason: 'RunInstances asks about each resource on its own; the statements together name all of them',
  },
  {
    check: 'RESOURCE_MISMATCH',
    where: /ControllerRole_Discovery/,
    reason: "AWS's own parameters have no account in their ARN",
  },
  {
    check: 'RESOURCE_MISMATCH',
    where: /load-balancer-controller_Role_SecurityGroups|CsiRole_Volumes/,
    reason:
      'a call that concerns a VPC and a group, or a volume and a machine, asks about each; two statements name them',
  },
  {
    check: 'UNKNOWN_CONDITION_FOR_ACTION',
    where: /kms:ResourceAliases|elasticloadbalancing:CreateAction for action elasticloadbalancing:AddTags/,
    reason:
      "the list is older than https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-resource-aliases, and than the balancer controller's own document",
  },
];

/** What kube-score asks for and we leave out: a check, or one object's, each with its reason. */
export const LEFT_OUT: Record<string, string> = {
  '/default-deny networkpolicy-targets-pod': 'it is there for the pods that somebody may add, too',
  'container-image-pull-policy':
    'versions are pinned, and a registry that is away must not keep a pod from starting again',
  'container-security-context-user-group-id': "the images' files belong to their own user, whose number is low",
  '-driver networkpolicy-targets-pod': "Spark's operator makes the pod",
  '-executor networkpolicy-targets-pod': 'drivers make these pods',
  '-coordinator deployment-replicas': 'queries end with theirs, whoever else is there',
  '-coordinator-blue deployment-replicas': 'queries end with theirs, whoever else is there',
  '-coordinator-green deployment-replicas': 'queries end with theirs, whoever else is there',
  '-worker deployment-replicas': 'an autoscaler says how many there are, where the manifest says nothing',
  '-history-server deployment-replicas': 'each would read all logs by itself, and a second one serves nobody better',
  '-metastore deployment-replicas': 'one whose database is in the cluster is alone as that is, and may be lost',
  'container-security-context-readonlyrootfilesystem: fe': "the image's scripts write into it",
  'container-security-context-readonlyrootfilesystem: be': "the image's scripts write into it",
  'container-security-context-readonlyrootfilesystem: cn': "the image's scripts write into it",
  'container-security-context-readonlyrootfilesystem: compute': "the image's scripts write into it",
  'container-security-context-readonlyrootfilesystem: metaservice': "the image's scripts write into it",
  'pod-probes-identical': 'liveness asks the same as readiness, but waits much longer before it restarts anything',
};

/** The same of the platform alone. */
export const LEFT_OUT_OF_PLATFORM: Record<string, string> = {
  'networkpolicy-targets-pod': "the pods come by other people's charts, which kube-score does not see",
};

/** Findings that nobody has accepted. */
export function unaccepted(
  findings: readonly { check: string; where: string }[],
  accepted: readonly AcceptedFinding[] = ACCEPTED,
): string[] {
  return findings
    .filter(
      ({ check, where }) =>
        !accepted.some((entry) => entry.check === check && (entry.where === undefined || entry.where.test(where))),
    )
    .map(({ check, where }) => `${check} ${where}`);
}
