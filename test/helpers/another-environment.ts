import { EnvironmentProps } from 'bigdata-constructs';
import { CloudDefinition, EnvironmentDefinition, environments, inAws } from '../../stacks/environments';

/** An environment that there could be beside prod, in the same account. */
export interface OtherEnvironment {
  readonly name: string;
  readonly region: string;
}

/** With another environment in the place of prod, in whose sizes. */
export function insteadOfProd<T>({ name, region }: OtherEnvironment, body: () => T): T {
  const prod = environments.prod as Required<EnvironmentDefinition>;
  const cloud: CloudDefinition = { ...prod.cloud, profile: { ...prod.cloud.profile, region } };
  const props: EnvironmentProps = { name, zones: ['a', 'b', 'c'].map((letter) => `${region}${letter}`) };
  try {
    Object.assign(environments, { prod: inAws(props, cloud) });
    return body();
  } finally {
    Object.assign(environments, { prod });
  }
}
