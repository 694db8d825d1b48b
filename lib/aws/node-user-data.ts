import { LocalDisks, NodePoolSpec } from './node-pool-spec';

const BOUNDARY = 'BIGDATA-CONSTRUCTS';

/**
 * What a node does when it starts, besides joining: several parts, as AL2023 reads them.
 *
 * @see https://awslabs.github.io/amazon-eks-ami/nodeadm/
 */
export function userDataOf({ sysctls = {}, localDisks = LocalDisks.NONE }: NodePoolSpec): string | undefined {
  const parts = [...disksPart(localDisks), ...sysctlPart(sysctls)];
  if (parts.length === 0) return undefined;
  const sections = parts.map(({ type, content }) => `--${BOUNDARY}\nContent-Type: ${type}\n\n${content}\n`);
  return `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="${BOUNDARY}"\n\n${sections.join('\n')}\n--${BOUNDARY}--\n`;
}

interface Part {
  readonly type: string;
  readonly content: string;
}

function disksPart(localDisks: LocalDisks): Part[] {
  if (localDisks !== LocalDisks.JBOD) return [];
  const content = [
    'apiVersion: node.eks.aws/v1alpha1',
    'kind: NodeConfig',
    'spec:',
    '  instance:',
    '    localStorage:',
    '      strategy: Mount',
  ].join('\n');
  return [{ type: 'application/node.eks.aws', content }];
}

function sysctlPart(sysctls: Record<string, string>): Part[] {
  const lines = Object.entries(sysctls).map(([key, value]) => `${key} = ${value}`);
  if (lines.length === 0) return [];
  const file = '/etc/sysctl.d/90-bigdata-constructs.conf';
  const content = ['#!/bin/sh', 'set -e', `cat > ${file} <<'END'`, ...lines, 'END', `sysctl -p ${file}`].join('\n');
  return [{ type: 'text/x-shellscript; charset="us-ascii"', content }];
}
