import { DeletionPolicy, Environment, kubernetes, security } from 'bigdata-constructs';
import { App } from 'cdk8s';
import { secretRules } from '../../lib/security/security-rules';
import { ExternalSecretsOperator } from '../helpers/external-secrets';
import { KubeObject } from '../helpers/kube-client';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { yamlObjects } from '../helpers/synth';

const { DELETE, RETAIN } = DeletionPolicy;

interface Given {
  readonly secret?: security.Secret;
  readonly derived?: Record<string, string>;
  readonly deletionPolicy?: DeletionPolicy;
}

/** A namespace with one secret, called `login`. */
function program({ secret = security.Secret.generated(), derived, deletionPolicy }: Given) {
  const app = new App();
  Environment.attach(app, { name: 'test', deletionPolicy });
  const place = secret._bind(new kubernetes.NamespaceChart(app, 'shop'), 'Login', { name: 'login', derived });
  return { app, place, objects: (): KubeObject[] => yamlObjects(app) };
}

/** A cluster that has carried a program out. */
function clusterOf(given: Given) {
  const operator = new ExternalSecretsOperator();
  operator.store.login = 'from outside';
  const apply = (next: Given) => {
    const { place, objects } = program(next);
    operator.reconcile(objects());
    return operator.secrets.get(place.secretName)?.[place.key];
  };
  return { operator, apply, first: apply(given) };
}

const hash = { hash: '{{ .password | sha256sum }}' };

describe.each([RETAIN, DELETE])('a generated secret where data is to %s', (deletionPolicy) => {
  const rotated = (rotation: number) => ({ secret: security.Secret.generated({ rotation }), deletionPolicy });

  test.each([undefined, hash])('is made once, whatever is derived from it (%j)', (derived) => {
    const { apply, first } = clusterOf({ deletionPolicy, derived });
    expect(first).toMatch(/^\w{32}$/);
    expect(apply({ deletionPolicy, derived })).toBe(first);
  });

  test('is another one with another rotation, under another name', () => {
    const { apply, first } = clusterOf({ deletionPolicy });
    expect(program(rotated(1)).place).toEqual({ secretName: 'login', key: 'password' });
    expect(program(rotated(2)).place).toEqual({ secretName: 'login-r2', key: 'password' });
    const second = apply(rotated(2));
    expect(second).toMatch(/^\w{32}$/);
    expect(second).not.toBe(first);
  });

  test('keeps its value when one more key is derived from it, and the key arrives', () => {
    const { operator, apply, first } = clusterOf({ deletionPolicy, derived: hash });
    expect(apply({ deletionPolicy, derived: { ...hash, user: 'admin' } })).toBe(first);
    expect(operator.secrets.get('login')).toMatchObject({ user: 'admin', hash: expect.any(String) as unknown });
    expect(apply({ deletionPolicy, derived: { user: 'admin' } })).toBe(first);
    expect(Object.keys(operator.secrets.get('login') ?? {}).sort()).toEqual(['password', 'user']);
  });

  test.each([undefined, hash])('comes back when it is deleted (%j)', (derived) => {
    const { operator, apply, first } = clusterOf({ deletionPolicy, derived });
    operator.secrets.delete('login');
    const back = apply({ deletionPolicy, derived });
    expect(back).toMatch(/^\w{32}$/);
    // What is derived is made of the same value; a value that nothing else holds is gone.
    expect(back === first).toBe(derived !== undefined);
  });

  test.each([undefined, hash])('keeps its value when its objects are made anew over it (%j)', (derived) => {
    const { operator, apply, first } = clusterOf({ deletionPolicy, derived });
    operator.forget();
    expect(apply({ deletionPolicy, derived })).toBe(first);
  });
});

test('the value before stays where data is retained, so that pods which do not know the new one yet can start', () => {
  const { operator, apply, first } = clusterOf({});
  apply({ secret: security.Secret.generated({ rotation: 2 }) });
  expect(operator.secrets.get('login')).toEqual({ password: first });
  expect(apply({})).toBe(first);
});

test('a value that changes in a store arrives, with what is derived from it', () => {
  const given = { secret: security.Secret.fromStore({ store: 'vault', key: 'login' }), derived: hash };
  const { operator, apply, first } = clusterOf(given);
  expect(first).toBe('from outside');
  const before = operator.secrets.get('login')?.hash;
  operator.store.login = 'changed';
  expect(apply(given)).toBe('changed');
  expect(operator.secrets.get('login')?.hash).not.toBe(before);
});

test('keys are derived from a Secret that exists, too, and from nothing else that External Secrets could read', () => {
  const given = { secret: security.Secret.existing('mine', 'pass'), derived: hash };
  const { operator, apply } = clusterOf(given);
  operator.secrets.set('mine', { pass: 'given' });
  operator.secrets.set('others', { pass: 'theirs' });
  expect(apply(given)).toBe('given');
  const role = program(given)
    .objects()
    .find(({ kind }) => kind === 'Role');
  expect(role).toMatchObject({ rules: [{ resources: ['secrets'], resourceNames: ['mine'], verbs: ['get'] }] });
});

rulesSuite<{ rotation: number }>('the rules of a Secret', {
  rules: secretRules,
  reported: reportedByConstruct(({ rotation }) => program({ secret: security.Secret.generated({ rotation }) }).app),
  cases: {
    SEC010: { refused: { rotation: 0 }, given: '0', passes: { rotation: 2 } },
  },
});
