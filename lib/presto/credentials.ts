import { Construct } from 'constructs';
import { Environment, NetworkPort } from '../core';
import { EnvValue, Volume, VolumeMount } from '../kubernetes';
import { namespaceOf } from '../kubernetes/internal';
import { ScrapeTarget, ScrapeUser } from '../monitoring';
import { BoundKeystores, ExternalSecret, PasswordGenerator } from '../security/internal';
import { METRICS_USER, OwnUser, PROBE_USER } from './components';
import { ownUsers, PASSWORD_FILE, PEOPLE, SignInNode } from './config/sign-in';
import { KEYSTORE_PASSWORD } from './distribution';
import { CERTIFICATES, SIGN_IN } from './paths';
import { PORTS } from './ports';
import { askProgram } from './programs/ask-program';
import { ResolvedPresto } from './resolve';

/** The key of a Secret that holds what curl is told to ask as its user. */
const CURL_FILE = 'curl.conf';

/** How the nodes of one cluster speak, and what they and those who ask them have to prove who they are. */
export class ClusterCredentials {
  /** Makes the certificate, and users of the cluster itself, where there is TLS. */
  public static of(scope: Construct, resolved: ResolvedPresto): ClusterCredentials {
    const { name, security } = resolved;
    const hostOf = (service: string) => Environment.of(scope).serviceHost(service, namespaceOf(scope));
    const [coordinator, workers] = [hostOf(`${name}-coordinator`), hostOf(`${name}-worker`)];
    const binding = { name: `${name}-tls`, dnsNames: [coordinator, `*.${workers}`, 'localhost'] };
    const certificate = security?.tls._bindKeystores(scope, 'Certificate', binding);
    const users = new Set([...ownUsers(resolved, 'coordinator'), ...ownUsers(resolved, 'worker')]);
    for (const user of users) ownUser(scope, secretOf(resolved, user), user);
    return new ClusterCredentials(
      resolved,
      { coordinator, 'resource-manager': coordinator, worker: `own.${workers}` },
      certificate,
    );
  }

  private constructor(
    private readonly resolved: ResolvedPresto,
    /** A name of each kind of node, which its certificate is good for. */
    private readonly hosts: Record<SignInNode, string>,
    /** What all nodes show. Default: they speak no TLS. */
    public readonly certificate?: BoundKeystores,
  ) {}

  public get scheme(): 'http' | 'https' {
    return this.certificate ? 'https' : 'http';
  }

  /** What nodes listen on for one another, and the coordinator for clients. */
  public get port(): NetworkPort {
    return this.certificate ? PORTS.https : PORTS.http;
  }

  /** Variables of a node. */
  public get env(): Record<string, EnvValue> {
    const { certificate } = this;
    return certificate ? { [KEYSTORE_PASSWORD]: EnvValue.secret(certificate.keystorePassword) } : {};
  }

  /** Files of the probe. */
  public get probeMounts(): VolumeMount[] {
    if (!this.certificate) return [];
    const { version } = this.resolved;
    return [
      this.certificates(),
      ...(version._distribution.ownProof === 'PASSWORD'
        ? [mount(PROBE_USER, secretOf(this.resolved, PROBE_USER), [CURL_FILE])]
        : []),
    ];
  }

  /** How Prometheus asks a node that shows its metrics itself. */
  public get scrape(): Pick<ScrapeTarget, 'tls' | 'user'> {
    if (!this.certificate) return {};
    const secretName = secretOf(this.resolved, METRICS_USER);
    const user: ScrapeUser = {
      username: { secretName, key: 'username' },
      password: { secretName, key: 'password' },
    };
    // A pod is scraped by its address; all show one certificate.
    return { tls: { certificateSecret: this.certificate.secretName, serverName: this.hosts.coordinator }, user };
  }

  /** What is put before the address of a node to ask it as a user of the cluster itself. */
  public curl(user: OwnUser): string {
    const { version } = this.resolved;
    const { header, ownProof } = version._distribution;
    const proof = ownProof === 'PASSWORD' ? `-K ${SIGN_IN}/${user}/${CURL_FILE}` : CERTIFICATE_OF_NODE;
    const tls = this.certificate ? ` --cacert ${CERTIFICATES}/ca.crt ${proof}` : '';
    return `curl${tls} -H '${header}-User: ${user}'`;
  }

  /** Asks the node that it runs on at `ownUrl`: as a user, or as whoever may know what it is. */
  public ownCurl(user?: OwnUser): string {
    if (!this.certificate) return user ? this.curl(user) : 'curl';
    const { ownProof } = this.resolved.version._distribution;
    const proof = ownProof === 'CERTIFICATE' ? ` ${CERTIFICATE_OF_NODE}` : '';
    const curl = user ? this.curl(user) : `curl --cacert ${CERTIFICATES}/ca.crt${proof}`;
    return `${curl} --connect-to ::localhost:`;
  }

  /** Where a node finds itself: over TLS by a name, since none is called by another one than its certificate is good for. */
  public ownUrl(node: SignInNode): string {
    const { scheme, certificate, hosts } = this;
    return `${scheme}://${certificate ? hosts[node] : 'localhost'}:${this.port.port}`;
  }

  /** What asks a node on its own pod, for who looks into it. */
  public askProgram(node: SignInNode): string {
    const { resolved, certificate } = this;
    const { exporter } = resolved.version._distribution;
    const url = this.ownUrl(node);
    const known = (user: OwnUser) => !certificate || ownUsers(resolved, node).includes(user);
    return askProgram({
      curl: this.ownCurl(known(PROBE_USER) ? PROBE_USER : undefined),
      url,
      metricsCurl: exporter || !known(METRICS_USER) ? 'curl' : this.ownCurl(METRICS_USER),
      metricsUrl: exporter ? `http://localhost:${PORTS.metrics.port}` : url,
    });
  }

  /** Files of a node. */
  public mountsOf(node: SignInNode): VolumeMount[] {
    const { resolved, certificate } = this;
    const { security } = resolved;
    if (!certificate || !security) return [];
    const { _secret: people } = security.signIn;
    return [
      this.certificates('keystore.p12', 'truststore.p12'),
      ...(node === 'coordinator' && people ? [mount(PEOPLE, people.secretName, [people.key])] : []),
      ...ownUsers(resolved, node).map((user) => mount(user, secretOf(resolved, user), [PASSWORD_FILE, CURL_FILE])),
    ];
  }

  private certificates(...stores: string[]): VolumeMount {
    const { ownProof } = this.resolved.version._distribution;
    const pem = ['ca.crt', ...(ownProof === 'CERTIFICATE' ? ['tls.crt', 'tls.key'] : [])];
    const volume = Volume.secret('certificates', this.certificate!.secretName, [...stores, ...pem]);
    return { volume, path: CERTIFICATES, readOnly: true };
  }
}

const CERTIFICATE_OF_NODE = `--cert ${CERTIFICATES}/tls.crt --key ${CERTIFICATES}/tls.key`;

function mount(of: string, secretName: string, keys: string[]): VolumeMount {
  return { volume: Volume.secret(`sign-in-${of}`, secretName, keys), path: `${SIGN_IN}/${of}`, readOnly: true };
}

const secretOf = ({ name }: ResolvedPresto, user: OwnUser) => `${name}-user-${user}`;

/** A user with a password that nobody chose. Hashes differ each time, so that all is made once. */
function ownUser(scope: Construct, name: string, user: OwnUser): void {
  const below = new Construct(scope, `User-${user}`);
  const { generatorName: generator } = new PasswordGenerator(below, 'Generator', { name, length: 32 });
  new ExternalSecret(below, 'Secret', {
    name,
    source: { generator },
    template: {
      username: user,
      password: '{{ .password }}',
      // The engine knows the hash by one of its two names alone.
      [PASSWORD_FILE]: `{{ htpasswd "${user}" .password | replace "$2a$" "$2y$" }}`,
      [CURL_FILE]: `user = "${user}:{{ .password }}"`,
    },
  });
}
