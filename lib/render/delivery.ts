import { Manifest, ManifestConfig } from '@cdktf/provider-kubernetes/lib/manifest';
import { TerraformStack } from 'cdktf';
import { DeletionPolicy, Environment } from '../core';
import { rolloutOf } from '../kubernetes/rollout';
import { escapeTemplates } from './escape';
import { RenderedObject } from './rendered-object';
import { terraformId } from './terraform-id';

/** How objects get into the cluster through Terraform. An object is delivered in exactly one way. */
export class Delivery {
  /**
   * One `kubernetes_manifest` an object: a plan shows each change of each field. Needs the API server, and the CRDs of all custom
   * resources, when it plans.
   */
  public static manifests(): Delivery {
    return new Delivery(deliverManifests);
  }

  private constructor(private readonly deliver: (stack: TerraformStack, objects: RenderedObject[]) => void) {}

  /**
   * @internal
   */
  public _deliver(stack: TerraformStack, objects: RenderedObject[]): void {
    this.deliver(stack, objects);
  }
}

function deliverManifests(stack: TerraformStack, objects: RenderedObject[]): void {
  const resources = new Map<string, Manifest>();
  // Objects come in an order in which what is depended on stands first.
  for (const rendered of objects) {
    const id = terraformId(rendered.key);
    const resource = new Manifest(stack, id, {
      manifest: escapeTemplates(rendered.manifest) as { [key: string]: unknown },
      fieldManager: { name: 'bigdata-constructs' },
      dependsOn: rendered.dependsOn.flatMap(({ key }) => resources.get(terraformId(key)) ?? []),
      ...rolloutConfig(rendered),
    });
    resources.set(id, resource);
  }
}

function rolloutConfig({ object }: RenderedObject): Partial<ManifestConfig> {
  const { waitForFields, waitForPods, timeout, computedFields, holdsData } = rolloutOf(object);
  const retained = holdsData && Environment.of(object).deletionPolicy === DeletionPolicy.RETAIN;
  const waits = waitForFields !== undefined || waitForPods === true;
  const limit = timeout && `${timeout.toMinutes()}m`;
  return {
    wait: waits ? { fields: waitForFields, rollout: waitForPods } : undefined,
    timeouts: limit ? { create: limit, update: limit, delete: limit } : undefined,
    // Naming any replaces the provider's own two.
    computedFields: computedFields && ['metadata.labels', 'metadata.annotations', ...computedFields],
    lifecycle: retained ? { preventDestroy: true } : undefined,
  };
}
