import { headlessName, Properties, propertiesFile } from '../../kubernetes/internal';
import { jobUser, USER_NAME } from '../components';
import { keytab, KerberosDaemon, PASSWORD_VARIABLE, SERVICES } from '../kerberos';
import { FileSystemLayout, HadoopLayout, Kerberos } from '../layout';
import { CERTIFICATES, KEYTABS } from '../paths';

/** A principal of a daemon; Hadoop puts its host in. */
const principal = (service: string, { realm }: Kerberos) => `${service}/_HOST@${realm}`;

const keytabFile = (daemon: KerberosDaemon) => `${KEYTABS}/${keytab(daemon)}`;

/** What follows the names of the sets' Services in DNS. */
const domainOf = ({ nameNodes: [{ host }] }: FileSystemLayout) => host.split('.').slice(2).join('.');

const literal = (text: string) => text.replace(/\./g, '[.]');

/**
 * What core-site.xml has besides.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-common/SecureMode.html
 */
export function kerberosCoreSite(layout: FileSystemLayout): Properties {
  const { kerberos } = layout;
  if (!kerberos) return {};
  return {
    'hadoop.security.authentication': 'kerberos',
    'hadoop.rpc.protection': 'privacy',
    'hadoop.security.auth_to_local': userRules(layout, kerberos),
  };
}

/** Who a principal is. The daemons of this cluster are HDFS' superuser; those of another one in the same realm are not. */
function userRules(layout: FileSystemLayout, { realm }: Kerberos): string {
  const { name } = layout;
  const set = `${name}-[a-z0-9-]+`;
  const hosts = `${set}[.]${headlessName(set)}[.]${literal(domainOf(layout))}@${literal(realm)}`;
  return [
    ...Object.values(SERVICES).map((service) => `RULE:[2:$1/$2@$0](${service}/${hosts})s/.*/${USER_NAME}/`),
    'DEFAULT',
  ].join('\n');
}

/** What every hdfs-site.xml has besides. */
export function kerberosClientHdfsSite(layout: FileSystemLayout): Properties {
  const { kerberos, name } = layout;
  if (!kerberos) return {};
  return {
    'dfs.namenode.kerberos.principal': principal(SERVICES.namenode, kerberos),
    // Else whoever has a principal in the realm could say that he is a NameNode.
    'dfs.namenode.kerberos.principal.pattern': `${SERVICES.namenode}/*.${headlessName(`${name}-namenode`)}.${domainOf(layout)}@${kerberos.realm}`,
    'dfs.datanode.kerberos.principal': principal(SERVICES.datanode, kerberos),
    'dfs.journalnode.kerberos.principal': principal(SERVICES.journalnode, kerberos),
    // Both together let DataNodes prove who they are on ports that are not root's.
    'dfs.data.transfer.protection': 'privacy',
    'dfs.http.policy': 'HTTPS_ONLY',
    'dfs.encrypt.data.transfer.cipher.suites': 'AES/CTR/NoPadding',
    'dfs.block.access.token.enable': true,
  };
}

/** What the hdfs-site.xml of a daemon has besides. */
export function kerberosHdfsSite({ kerberos, name }: HadoopLayout, daemon: KerberosDaemon): Properties {
  if (!kerberos) return {};
  const web = principal('HTTP', kerberos);
  return {
    [`dfs.${daemon}.keytab.file`]: keytabFile(daemon),
    'dfs.web.authentication.kerberos.principal': web,
    'dfs.web.authentication.kerberos.keytab': keytabFile(daemon),
    ...(daemon !== 'datanode' && { [`dfs.${daemon}.kerberos.internal.spnego.principal`]: web }),
    // Who may fetch the image of the namespace, besides NameNodes.
    'dfs.cluster.administrators': daemon === 'namenode' ? `${USER_NAME},${jobUser(name, 'backup')}` : USER_NAME,
  };
}

/** One of the two files about TLS. */
function stores(side: 'server' | 'client', kinds: ('keystore' | 'truststore')[]): Properties {
  const password = `\${env.${PASSWORD_VARIABLE}}`;
  return Object.fromEntries(
    kinds.flatMap((kind): [string, string][] => [
      [`ssl.${side}.${kind}.location`, `${CERTIFICATES}/${kind}.p12`],
      [`ssl.${side}.${kind}.type`, 'pkcs12'],
      [`ssl.${side}.${kind}.password`, password],
      ...(kind === 'keystore' ? [[`ssl.${side}.${kind}.keypassword`, password] as [string, string]] : []),
    ]),
  );
}

/**
 * What web servers show. A certificate that was renewed is read again by itself.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-mapreduce-client/hadoop-mapreduce-client-core/EncryptedShuffle.html
 */
export const sslServer = (): Properties => stores('server', ['keystore', 'truststore']);

/** Which web servers are believed. */
export const sslClient = (): Properties => stores('client', ['truststore']);

/**
 * Where tickets come from. Names are taken as they are: what DNS says of an address is no proof of anything.
 *
 * @see https://web.mit.edu/kerberos/krb5-latest/doc/admin/conf_files/krb5_conf.html
 */
export function krb5Conf(layout: FileSystemLayout, { realm, kdcs, overrides }: Kerberos): string {
  const defaults: Record<string, string> = {
    default_realm: realm,
    dns_canonicalize_hostname: 'false',
    dns_lookup_kdc: 'false',
    dns_lookup_realm: 'false',
    rdns: 'false',
    // TCP: answers are often larger than a packet.
    udp_preference_limit: '1',
    ...overrides,
  };
  return `[libdefaults]
${propertiesFile(defaults, { indent: '  ', separator: ' = ' })}
[realms]
  ${realm} = {
${kdcs.map((kdc) => `    kdc = ${kdc}\n`).join('')}  }

[domain_realm]
  .${domainOf(layout)} = ${realm}
`;
}
