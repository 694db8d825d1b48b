import { DeletionPolicy, Environment } from '../../core';
import { InstallationCleanup, InstallationStorageManagement } from './installation-common';

/**
 * What the operator does with objects that are no longer part of an installation. Its own default deletes volume claims,
 * so a renamed template or a removed shard would be the end of the data.
 */
export function cleanupOf(environment: Environment): InstallationCleanup {
  return { statefulSet: 'Delete', pvc: environment.deletionPolicy, configMap: 'Delete', service: 'Delete' };
}

/** The operator keeps the volumes itself, which lets them grow without a new StatefulSet. */
export function storageManagementOf(environment: Environment): InstallationStorageManagement {
  return {
    provisioner: 'Operator',
    reclaimPolicy: environment.deletionPolicy === DeletionPolicy.DELETE ? 'Delete' : 'Retain',
  };
}
