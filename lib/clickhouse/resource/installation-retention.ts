import { DeletionPolicy, Environment } from '../../core';
import { InstallationCleanup, InstallationStorageManagement } from './installation-common';

/**
 * What the operator does with objects that are no longer part of an installation, and with those of a member that it could not bring up. Its
 * own default deletes volume claims of the first, so a renamed template or a removed shard would be the end of the data.
 */
export function cleanupOf(environment: Environment): InstallationCleanup {
  return {
    unknownObjects: { statefulSet: 'Delete', pvc: environment.deletionPolicy, configMap: 'Delete', service: 'Delete' },
    // What fails is still wanted: a volume that cannot grow, a server that does not start in time. Nobody asked to delete it.
    reconcileFailedObjects: { statefulSet: 'Retain', pvc: 'Retain', configMap: 'Retain', service: 'Retain' },
  };
}

/** The operator keeps the volumes itself, which lets them grow without a new StatefulSet. */
export function storageManagementOf(environment: Environment): InstallationStorageManagement {
  return {
    provisioner: 'Operator',
    reclaimPolicy: environment.deletionPolicy === DeletionPolicy.DELETE ? 'Delete' : 'Retain',
  };
}
