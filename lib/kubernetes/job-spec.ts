import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';
import { IConstruct } from 'constructs';
import { BatchProps } from './batch';
import { podTemplate } from './pod-template';

/** A run to completion as Kubernetes reads it: never more than one at once. */
export function jobSpec(scope: IConstruct, name: string, props: BatchProps): k8s.JobSpec {
  const template = podTemplate(scope, props, { copies: 1, group: { name, min: 0, max: 1 } });
  return {
    backoffLimit: props.retries ?? 2,
    activeDeadlineSeconds: (props.deadline ?? Duration.hours(1)).toSeconds(),
    ttlSecondsAfterFinished: (props.keepFor ?? Duration.days(3)).toSeconds(),
    template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } },
  };
}
