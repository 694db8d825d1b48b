import { FoundationDbRedundancy } from '../foundation-db-redundancy';

/**
 * How many fault domains may be lost.
 *
 * @see https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/api/v1beta2/foundationdb_database_configuration.go (DesiredFaultTolerance)
 */
export const LOSSES: Record<FoundationDbRedundancy, number> = {
  [FoundationDbRedundancy.SINGLE]: 0,
  [FoundationDbRedundancy.DOUBLE]: 1,
  [FoundationDbRedundancy.TRIPLE]: 2,
  [FoundationDbRedundancy.THREE_DATA_HALL]: 2,
};

/**
 * How many coordinators the operator chooses, each in a fault domain of its own.
 *
 * @see https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/docs/manual/fault_domains.md#coordinators
 */
export const COORDINATORS: Record<FoundationDbRedundancy, number> = {
  [FoundationDbRedundancy.SINGLE]: 1,
  [FoundationDbRedundancy.DOUBLE]: 3,
  [FoundationDbRedundancy.TRIPLE]: 5,
  [FoundationDbRedundancy.THREE_DATA_HALL]: 9,
};

/** Halls of `THREE_DATA_HALL`. */
export const HALLS = 3;
