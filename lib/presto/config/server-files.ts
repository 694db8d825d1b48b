import { propertiesFile } from '../../kubernetes/internal';
import { JAVA_SECURITY, javaSecurity } from '../../workloads/internal';
import { CONFIG } from '../paths';
import { accessRules } from './access-rules';
import { PrestoNodeSizing } from '../presto-sizing';
import { ConfigInput, coordinatorConfig, resourceManagerConfig, workerConfig } from './config-properties';
import {
  coordinatorExporterRules,
  EXPORTER_RULES,
  resourceManagerExporterRules,
  workerExporterRules,
} from './exporter';
import { exchangeFiles } from './fault-tolerance';
import { jvmConfig } from './jvm-config';
import { RESOURCE_GROUPS, resourceGroups } from './resource-groups';
import { signInFiles, SignInNode } from './sign-in';

/** What nodes are allowed to be told. */
const RULES = 'rules.json';

/** The files of the coordinator. */
export function coordinatorFiles(input: ConfigInput): Record<string, string> {
  const { resolved, sizing } = input;
  return {
    'config.properties': propertiesFile(coordinatorConfig(input)),
    'jvm.config': jvmConfig(resolved, sizing.coordinator),
    'resource-groups.properties': propertiesFile({
      'resource-groups.configuration-manager': 'file',
      'resource-groups.config-file': `${CONFIG}/${RESOURCE_GROUPS}`,
    }),
    [RESOURCE_GROUPS]: resourceGroups(resolved),
    ...common(input, 'coordinator', () => coordinatorExporterRules(resolved.resourceManagers !== undefined)),
  };
}

/** The files of a resource manager. */
export function resourceManagerFiles(input: ConfigInput, sizing: PrestoNodeSizing): Record<string, string> {
  return {
    'config.properties': propertiesFile(resourceManagerConfig(input, sizing)),
    'jvm.config': jvmConfig(input.resolved, sizing),
    ...common(input, 'resource-manager', resourceManagerExporterRules),
  };
}

/** The files of a worker. */
export function workerFiles(input: ConfigInput): Record<string, string> {
  const { resolved, sizing } = input;
  return {
    'config.properties': propertiesFile(workerConfig(input)),
    'jvm.config': jvmConfig(resolved, sizing.worker),
    ...common(input, 'worker', workerExporterRules),
  };
}

function common({ resolved }: ConfigInput, of: SignInNode, exporterRules: () => string): Record<string, string> {
  const { version, overrides } = resolved;
  const { exporter, logger } = version._distribution;
  const rules = accessRules(resolved);
  return {
    'log.properties': propertiesFile({ [logger]: 'INFO', ...overrides.logLevels }),
    [JAVA_SECURITY]: javaSecurity(),
    ...(exporter && { [EXPORTER_RULES]: exporterRules() }),
    ...signInFiles(resolved, of),
    ...exchangeFiles(resolved),
    ...(rules && {
      'access-control.properties': propertiesFile({
        'access-control.name': 'file',
        'security.config-file': `${CONFIG}/${RULES}`,
      }),
      [RULES]: `${JSON.stringify(rules, undefined, 2)}\n`,
    }),
  };
}
