import { kubernetes, policies, render, security } from 'bigdata-constructs';
import { ApiObject, App } from 'cdk8s';
import { cluster } from '../clickhouse/clusters';

/** An object `name` of a namespace, whose construct has an id of its own. */
const object =
  (apiVersion: string, kind: string) =>
  (chart: kubernetes.NamespaceChart, id: string, name: string, spec?: object): ApiObject =>
    new ApiObject(chart, id, { apiVersion, kind, metadata: { name }, spec });
const secret = object('v1', 'Secret');
const certificate = object('cert-manager.io/v1', 'Certificate');
const externalSecret = object('external-secrets.io/v1', 'ExternalSecret');
const statefulSet = object('apps/v1', 'StatefulSet');
const claim = object('v1', 'PersistentVolumeClaim');
const namespace = object('v1', 'Namespace');

const findings = (app: App) => new policies.OneWriterPolicy().findings(app);

function findingsWith(fill: (shop: kubernetes.NamespaceChart, other: kubernetes.NamespaceChart) => void): string[] {
  const app = new App();
  fill(new kubernetes.NamespaceChart(app, 'shop'), new kubernetes.NamespaceChart(app, 'other'));
  return findings(app).map(({ path, text }) => `[${path}] ${text}`);
}

const claims = (name: string) => ({ volumeClaimTemplates: [{ metadata: { name } }] });

describe('OneWriterPolicy', () => {
  test('finds two Certificates of one Secret', () => {
    const found = findingsWith((shop) => {
      certificate(shop, 'A', 'a', { secretName: 'web-tls' });
      certificate(shop, 'B', 'b', { secretName: 'web-tls' });
    });
    expect(found).toEqual([
      "[shop/B] the Secret 'web-tls' has two writers: Certificate a (shop/A) and this Certificate b",
    ]);
  });

  test('finds two ExternalSecrets of one Secret, which has the name of the ExternalSecret where none is given', () => {
    const found = findingsWith((shop) => {
      externalSecret(shop, 'A', 'password', {});
      externalSecret(shop, 'B', 'b', { target: { name: 'password' } });
      externalSecret(shop, 'C', 'c', { target: { name: 'password', creationPolicy: 'Orphan' } });
    });
    expect(found).toEqual([
      "[shop/B] the Secret 'password' has two writers: ExternalSecret password (shop/A) and this ExternalSecret b",
      "[shop/C] the Secret 'password' has two writers: ExternalSecret password (shop/A) and this ExternalSecret c",
    ]);
  });

  test('finds a Secret of the tree that a Certificate makes as well', () => {
    const found = findingsWith((shop) => {
      certificate(shop, 'A', 'a', { secretName: 'web-tls' });
      secret(shop, 'B', 'web-tls');
    });
    expect(found).toEqual([
      "[shop/B] the Secret 'web-tls' has two writers: Certificate a (shop/A) and this Secret web-tls",
    ]);
  });

  test('finds one object twice, whatever versions of its kind are named', () => {
    const found = findingsWith((shop) => {
      object('autoscaling/v1', 'HorizontalPodAutoscaler')(shop, 'A', 'web');
      object('autoscaling/v2', 'HorizontalPodAutoscaler')(shop, 'B', 'web');
    });
    expect(found).toEqual([expect.stringContaining("[shop/B] the HorizontalPodAutoscaler 'web' has two writers")]);
  });

  test('finds what stands in no namespace twice, from whichever namespace it comes', () => {
    const found = findingsWith((shop, other) => {
      namespace(shop, 'A', 'same');
      namespace(other, 'B', 'same');
    });
    expect(found).toEqual([expect.stringContaining("[other/B] the Namespace 'same' has two writers")]);
  });

  test('finds two StatefulSets whose claims are the same', () => {
    const found = findingsWith((shop) => {
      statefulSet(shop, 'A', 'a', claims('data-b'));
      statefulSet(shop, 'B', 'b-a', claims('data'));
    });
    expect(found).toEqual([
      "[shop/B] the claim of StatefulSets 'data-b-a-<n>' has two writers: StatefulSet a (shop/A) and this StatefulSet b-a",
    ]);
  });

  test('leaves alone what is the same in part only, and what adds to what another makes', () => {
    const found = findingsWith((shop, other) => {
      certificate(shop, 'A', 'web', { secretName: 'web-tls' });
      certificate(other, 'B', 'web', { secretName: 'web-tls' });
      externalSecret(shop, 'C', 'web', { target: { name: 'web' } });
      externalSecret(shop, 'D', 'more', { target: { name: 'web-tls', creationPolicy: 'Merge' } });
      externalSecret(shop, 'E', 'none', { target: { name: 'web-tls', creationPolicy: 'None' } });
      // A volume that was there before, which the StatefulSet is to take.
      claim(shop, 'F', 'data-web-0');
      statefulSet(shop, 'G', 'web', claims('data'));
    });
    expect(found).toEqual([]);
  });

  test('stops a user of ClickHouse whose password would take the place of the certificate', () => {
    const tls = security.Tls.certManager({ issuer: 'internal' });
    const { app } = cluster({ tls, users: [{ name: 'tls' }] });
    expect(() => render.ManifestYaml.render(app)).toThrow(
      /\[olap\/events\/User-tls\/Secret\/Resource\] POL008: the Secret 'events-tls' has two writers: Certificate events-tls \(olap\/events\/.*\) and this ExternalSecret events-tls; give one/,
    );
    expect(findings(cluster({ tls, users: [{ name: 'tls2' }] }).app)).toEqual([]);
    expect(findings(cluster({ users: [{ name: 'tls' }] }).app)).toEqual([]);
  });
});
