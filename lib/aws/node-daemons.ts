import { Size } from 'cdk8s';
import { Cpu } from '../core';
import { NodeDaemon } from '../kubernetes';

/**
 * What the add-ons of EKS ask for on every node, by their charts' defaults.
 *
 * @see https://github.com/aws/eks-charts/blob/master/stable/aws-vpc-cni/values.yaml
 * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/charts/aws-ebs-csi-driver/values.yaml
 */
export const NODE_DAEMONS: NodeDaemon[] = [
  // The plugin and its agent of network policies.
  { name: 'aws-node', cpu: Cpu.millis(50), memory: Size.mebibytes(0) },
  { name: 'kube-proxy', cpu: Cpu.millis(100), memory: Size.mebibytes(0) },
  // The driver, its registrar and its liveness probe.
  { name: 'ebs-csi-node', cpu: Cpu.millis(30), memory: Size.mebibytes(120) },
  { name: 'eks-node-monitoring-agent', cpu: Cpu.millis(10), memory: Size.mebibytes(30) },
];

/**
 * The disk that pods can have of a node: without what the kubelet keeps for itself, and without the tenth below which it evicts.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/#hard-eviction-thresholds
 */
export const allocatableDisk = (disk: Size): Size => Size.mebibytes(Math.floor(disk.toMebibytes() * 0.9) - 1024);
