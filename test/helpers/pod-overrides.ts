import { Cpu, kubernetes } from 'bigdata-constructs';
import { Size } from 'cdk8s';

const { EnvValue, Volume } = kubernetes;

/** All that a component's pods can have besides, with its own name in it. */
export const addedTo = (component: string): kubernetes.PodOverrides => ({
  labels: { team: component },
  annotations: { 'example.com/reviewed': component },
  env: { LEVEL: EnvValue.literal(component), TOKEN: EnvValue.secret({ secretName: 'tokens', key: component }) },
  mounts: [
    { volume: Volume.secret('extra-keys', 'keys'), path: '/extra/keys', readOnly: true },
    { volume: Volume.configMap('extra-files', 'files'), path: '/extra/files', readOnly: true },
  ],
  sidecars: [{ name: 'shipper', image: 'shipper:2', resources: { cpu: Cpu.millis(50), memory: Size.mebibytes(64) } }],
  hostAliases: [{ ip: '10.0.0.7', hostnames: ['ldap.example.com'] }],
  priorityClass: 'important',
  serviceAccountAnnotations: { 'example.com/owner': component },
});
