import { Checks, placed, Rule } from '../core/internal';

/** What the checks of an ApiGrant look at. */
export interface ApiGrantInput {
  readonly permissions: { readonly resources: string[]; readonly names: string[]; readonly verbs?: string[] }[];
}

/** Verbs that the API server cannot hold to single objects. */
const UNBOUND = ['create', 'deletecollection', 'list', 'watch'];

const title = ({ resources }: { resources: string[] }) => resources.join(', ');

const check = new Checks<ApiGrantInput>();

/** Checks on an ApiGrant. */
export const apiGrantRules: ReadonlyArray<Rule<ApiGrantInput>> = [
  {
    code: 'SEC001',
    prop: 'the names of a permission',
    remedy: 'name the objects: an empty list means every object of the namespace',
    ...check.some(({ permissions }) =>
      permissions.map((permission) => placed(permission.names.length, title(permission))),
    ),
  },
  {
    code: 'SEC002',
    prop: 'the verbs of a permission',
    must: 'be such that they can be held to named objects',
    remedy: `use get, patch, update or delete: ${UNBOUND.join(', ')} reach every object of the namespace, or none`,
    violation: ({ permissions }) =>
      permissions.flatMap((permission) =>
        (permission.verbs ?? [])
          .filter((verb) => UNBOUND.includes(verb))
          .map((verb) => `${verb} on ${title(permission)}`),
      ),
  },
];

/** What the checks of a Secret look at. */
export interface SecretInput {
  readonly rotation: number;
}

const secret = new Checks<SecretInput>();

/** Checks on a Secret. */
export const secretRules: ReadonlyArray<Rule<SecretInput>> = [
  {
    code: 'SEC010',
    prop: 'rotation',
    remedy: 'count up by one for a new value',
    ...secret.wholeNumber(({ rotation }) => rotation, { atLeast: 1, atMost: 9999 }),
  },
];
