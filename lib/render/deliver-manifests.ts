import { Manifest, ManifestConfig } from '@cdktf/provider-kubernetes/lib/manifest';
import { ITerraformDependable, TerraformStack } from 'cdktf';
import { DeletionPolicy, Environment } from '../core';
import { Rollout, rolloutOf } from '../kubernetes/internal';
import { foreignRelease } from './deliver-charts';
import { escapeTemplates } from './escape';
import { foreignUnits } from './release-unit';
import { Deployable, isObject, RenderedObject } from './rendered-object';
import { terraformId } from './terraform-id';

/** One resource an object, and one a release. */
export function deliverManifests(stack: TerraformStack, deployables: Deployable[]): void {
  const resources = new Map<string, ITerraformDependable>();
  // They come in an order in which what is depended on stands first.
  for (const deployable of deployables) {
    const id = terraformId(deployable.key);
    const dependsOn = deployable.dependsOn.flatMap(({ key }) => resources.get(terraformId(key)) ?? []);
    resources.set(
      id,
      isObject(deployable)
        ? manifestOf(stack, id, deployable, dependsOn)
        : foreignRelease(stack, foreignUnits([deployable])[0], dependsOn),
    );
  }
}

function manifestOf(
  stack: TerraformStack,
  id: string,
  rendered: RenderedObject,
  dependsOn: ITerraformDependable[],
): Manifest {
  return new Manifest(stack, id, {
    manifest: escapeTemplates(rendered.manifest) as { [key: string]: unknown },
    fieldManager: { name: 'bigdata-constructs' },
    dependsOn,
    ...rolloutConfig(rendered),
  });
}

function rolloutConfig({ object }: RenderedObject): Partial<ManifestConfig> {
  const { timeout, computedFields, holdsData, removedLast } = rolloutOf(object);
  const retained = holdsData && Environment.of(object).deletionPolicy === DeletionPolicy.RETAIN;
  const limit = timeout && `${timeout.toMinutes()}m`;
  return {
    wait: waitOf(rolloutOf(object)),
    timeouts: limit ? { create: limit, update: limit, delete: limit } : undefined,
    // Naming any replaces the provider's own two.
    computedFields: computedFields && ['metadata.labels', 'metadata.annotations', ...computedFields],
    lifecycle:
      retained || removedLast
        ? { preventDestroy: retained || undefined, createBeforeDestroy: removedLast || undefined }
        : undefined,
  };
}

/** Pods, conditions or fields: the provider looks at the first of them alone. */
function waitOf({ waitForPods, waitForConditions, waitForFields }: Rollout): ManifestConfig['wait'] {
  if (waitForPods) return { rollout: true };
  if (waitForConditions) return { condition: waitForConditions.map((type) => ({ type, status: 'True' })) };
  return waitForFields && { fields: waitForFields() };
}
