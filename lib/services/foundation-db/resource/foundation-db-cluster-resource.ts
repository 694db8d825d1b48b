import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { Construct } from 'constructs';
import { withoutImages } from './operated-template';

/** Where the image of a release is found: the operator puts the release between both. */
export interface ImageConfig {
  readonly baseImage: string;
  /** Default: nothing. */
  readonly tagSuffix?: string;
}

/** The processes of one class. */
export interface ProcessSettings {
  readonly podTemplate: k8s.PodTemplateSpec;
  readonly customParameters: string[];
  /** Default: they have no volume. */
  readonly volumeClaimTemplate?: { readonly spec: k8s.PersistentVolumeClaimSpec };
}

/** Props of `FoundationDbClusterResource`. */
export interface FoundationDbClusterResourceProps {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
  readonly version: string;
  readonly imageConfig: ImageConfig;
  readonly redundancyMode: string;
  readonly logs: number;
  readonly processCounts: Record<string, number>;
  readonly faultDomain: { readonly key: string; readonly valueFrom: string };
  readonly processes: Record<string, ProcessSettings>;
  readonly dnsDomain: string;
}

/**
 * A FoundationDB as its operator knows it. What the schema has a default for is said, so that a second apply changes nothing.
 *
 * @see https://github.com/FoundationDB/fdb-kubernetes-operator/blob/v2.33.0/docs/cluster_spec.md
 */
export class FoundationDbClusterResource extends ApiObject {
  public constructor(scope: Construct, id: string, props: FoundationDbClusterResourceProps) {
    const { name, labels, annotations } = props;
    super(scope, id, {
      apiVersion: 'apps.foundationdb.org/v1beta2',
      kind: 'FoundationDBCluster',
      metadata: { name, labels, annotations },
      spec: {
        version: props.version,
        imageType: 'unified',
        mainContainer: { imageConfigs: [props.imageConfig] },
        databaseConfiguration: {
          redundancy_mode: props.redundancyMode,
          storage_engine: 'ssd-2',
          logs: props.logs,
          usable_regions: 1,
        },
        processCounts: props.processCounts,
        // A budget over storage is then one over coordinators.
        coordinatorSelection: [
          { processClass: 'storage', priority: 10 },
          { processClass: 'log', priority: 0 },
        ],
        faultDomain: props.faultDomain,
        processes: Object.fromEntries(
          Object.entries(props.processes).map(([processClass, settings]) => [
            processClass,
            {
              customParameters: settings.customParameters,
              podTemplate: withoutImages(settings.podTemplate),
              volumeClaimTemplate: settings.volumeClaimTemplate && {
                spec: k8s.toJson_PersistentVolumeClaimSpec(settings.volumeClaimTemplate.spec),
              },
            },
          ]),
        ),
        // Addresses of pods change: clients keep names.
        routing: { useDNSInClusterFile: true, dnsDomain: props.dnsDomain },
        useExplicitListenAddress: true,
        minimumUptimeSecondsForBounce: 600,
        automationOptions: {
          // A process that was gone for two hours is replaced, one after the other.
          replacements: { enabled: true, failureDetectionTimeSeconds: 7200, maxConcurrentReplacements: 1 },
          maxConcurrentReplacements: 1,
          // In place and a fault domain at a time, which needs no nodes besides those that there are.
          podUpdateStrategy: 'Delete',
          deletionMode: 'Zone',
          removalMode: 'Zone',
          useLocalitiesForExclusion: true,
          synchronizationMode: 'local',
        },
        replaceInstancesWhenResourcesChange: false,
        skip: false,
      },
    });
  }
}
