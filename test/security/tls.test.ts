import { kubernetes, security } from 'bigdata-constructs';
import { App, Duration } from 'cdk8s';
import { certificateAlert } from '../../lib/monitoring/internal';
import { tlsRules } from '../../lib/security/tls-rules';
import { KubeObject } from '../helpers/kube-client';
import { reportedByConstruct, rulesSuite } from '../helpers/rules-suite';
import { find, yamlObjects } from '../helpers/synth';

const binding = { name: 'web-tls', dnsNames: ['web.shop.svc', '*.web.shop.svc'] };

/** The objects that an engine makes for its certificate, and what it knows of it. */
function bound(tls: security.Tls) {
  const app = new App();
  const chart = new kubernetes.NamespaceChart(app, 'shop');
  const certificate = tls._bindKeystores(chart, 'Certificate', binding);
  return { app, certificate, objects: yamlObjects(app) };
}

const specOf = (objects: KubeObject[]) => find(objects, 'Certificate', 'web-tls').spec as Record<string, unknown>;
const password = security.Secret.existing('passwords', 'keystore');

describe('a certificate of cert-manager', () => {
  test('is good for the names of the engine, and for further ones', () => {
    const { objects } = bound(
      security.Tls.certManager({ issuer: 'internal', dnsNames: ['web.example.com', 'web.shop.svc'] }),
    );
    expect(specOf(objects)).toMatchObject({
      secretName: 'web-tls',
      dnsNames: ['web.shop.svc', '*.web.shop.svc', 'web.example.com'],
      duration: '2160h0m0s',
      issuerRef: { name: 'internal', kind: 'ClusterIssuer' },
    });
    expect(specOf(objects)).not.toHaveProperty('renewBefore');
  });

  test('is renewed when it is said', () => {
    const { objects } = bound(
      security.Tls.certManager({
        issuer: 'team',
        issuerKind: 'Issuer',
        duration: Duration.minutes(90),
        renewBefore: Duration.minutes(20),
      }),
    );
    expect(specOf(objects)).toMatchObject({
      duration: '1h30m0s',
      renewBefore: '0h20m0s',
      issuerRef: { name: 'team', kind: 'Issuer' },
    });
  });

  test('has keystores only for an engine that reads them, with a password that is made in the cluster', () => {
    const { objects, certificate } = bound(security.Tls.certManager({ issuer: 'internal' }));
    const { keystorePassword } = certificate;
    expect(specOf(objects).keystores).toEqual({
      pkcs12: {
        create: true,
        profile: 'LegacyDES',
        passwordSecretRef: { name: keystorePassword.secretName, key: keystorePassword.key },
      },
    });
    expect(find(objects, 'ExternalSecret').spec).toMatchObject({ target: { name: keystorePassword.secretName } });

    const app = new App();
    security.Tls.certManager({ issuer: 'internal' })._bind(
      new kubernetes.NamespaceChart(app, 'shop'),
      'Certificate',
      binding,
    );
    expect(specOf(yamlObjects(app))).not.toHaveProperty('keystores');
  });
});

test('an existing certificate makes nothing', () => {
  const { objects, certificate } = bound(security.Tls.existing('mine', { keystorePassword: password }));
  expect(certificate).toMatchObject({
    secretName: 'mine',
    keystorePassword: { secretName: 'passwords', key: 'keystore' },
  });
  expect(objects.map(({ kind }) => kind)).not.toContain('Certificate');
  expect(objects.map(({ kind }) => kind)).not.toContain('ExternalSecret');
});

test.each<[string, security.Tls, number, string]>([
  ['a third of 90 days', security.Tls.certManager({ issuer: 'a' }), 22.5, 'a third'],
  ['a third of 8 days', security.Tls.certManager({ issuer: 'a', duration: Duration.days(8) }), 2, 'a third'],
  [
    '4 days before the end',
    security.Tls.certManager({ issuer: 'a', renewBefore: Duration.days(4) }),
    3,
    '4 days before its end',
  ],
  [
    'something else, 4 days before the end',
    security.Tls.existing('mine', { keystorePassword: password, renewBefore: Duration.days(4) }),
    3,
    '4 days before its end',
  ],
  ['something else', security.Tls.existing('mine', { keystorePassword: password }), 7, 'a third'],
])('the alert waits for who renews: %s', (_, tls, days, when) => {
  const alert = certificateAlert({ title: 'Shop', certificate: bound(tls).certificate });
  expect(alert.threshold).toBe(days * 86_400);
  expect(alert.description).toContain(when);
});

rulesSuite<security.Tls>('the rules of a Tls', {
  rules: tlsRules,
  reported: reportedByConstruct((tls) => bound(tls).app),
  cases: {
    SEC003: [
      { refused: issued({ issuer: 'Internal CA' }), given: "'Internal CA'", passes: issued({ issuer: 'internal.ca' }) },
      {
        refused: security.Tls.existing('Mine', { keystorePassword: password }),
        given: "'Mine'",
        passes: security.Tls.existing('mine', { keystorePassword: password }),
      },
    ],
    SEC004: {
      refused: issued({ issuerKind: 'GoogleCASIssuer' }),
      given: "'GoogleCASIssuer'",
      passes: issued({ issuerKind: 'Issuer' }),
    },
    SEC005: [
      {
        refused: issued({ duration: Duration.minutes(59) }),
        given: '59 minutes',
        passes: issued({ duration: Duration.hours(1) }),
      },
      {
        refused: issued({ duration: Duration.seconds(3601) }),
        given: '3601 seconds',
        passes: issued({ duration: Duration.minutes(61) }),
      },
    ],
    SEC006: [
      {
        refused: issued({ renewBefore: Duration.minutes(4) }),
        given: '4 minutes',
        passes: issued({ renewBefore: Duration.minutes(5) }),
      },
      {
        refused: security.Tls.existing('mine', { keystorePassword: password, renewBefore: Duration.seconds(301) }),
        given: '301 seconds',
        passes: security.Tls.existing('mine', { keystorePassword: password, renewBefore: Duration.days(90) }),
      },
    ],
    SEC007: {
      refused: issued({ duration: Duration.days(30), renewBefore: Duration.days(30) }),
      given: '30 days of 30 days',
      passes: issued({ duration: Duration.days(30), renewBefore: Duration.days(29) }),
    },
    SEC008: [
      {
        refused: issued({ dnsNames: ['web.example.com', 'https://web'] }),
        given: "'https://web'",
        passes: issued({ dnsNames: ['*.example.com', 'web'] }),
      },
      {
        refused: issued({ dnsNames: ['web.*.com'] }),
        given: "'web.*.com'",
        passes: issued({ dnsNames: ['web.a.com'] }),
      },
    ],
    SEC009: {
      refused: security.Tls.existing('mine'),
      given: 'none',
      passes: security.Tls.existing('mine', { keystorePassword: password }),
    },
  },
});

test('an engine without keystores wants no password for them', () => {
  const chart = new kubernetes.NamespaceChart(new App(), 'shop');
  expect(security.Tls.existing('mine')._bind(chart, 'Certificate', binding)).toEqual({ secretName: 'mine' });
});

function issued(changes: Partial<security.CertManagerOptions>): security.Tls {
  return security.Tls.certManager({ issuer: 'internal', ...changes });
}
