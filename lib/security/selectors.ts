import { NetworkSelector } from '../core';

/** Pods of one namespace. */
export function inNamespace(namespaceName: string, podLabels?: Record<string, string>): NetworkSelector {
  return { namespaceLabels: { 'kubernetes.io/metadata.name': namespaceName }, podLabels };
}
