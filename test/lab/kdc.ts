import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Lab } from './lab';
import { HOST_ADDRESS } from './network';

/** The name that the lab's pods know the KDC by. */
export const KDC_HOST = 'kdc.lake.test';

/** A KDC of MIT's, on the machine of the lab's pods. */
export class LabKdc {
  /** Makes a realm and starts its KDC. */
  public static start(lab: Lab, realm: string): LabKdc {
    const folder = path.join(lab.folder, 'kdc');
    fs.mkdirSync(folder);
    const kdc = new LabKdc(folder, realm);
    fs.writeFileSync(path.join(folder, 'krb5.conf'), `[libdefaults]\n  default_realm = ${realm}\n`);
    fs.writeFileSync(
      path.join(folder, 'kdc.conf'),
      `[kdcdefaults]
  kdc_listen = 88
  kdc_tcp_listen = 88
[realms]
  ${realm} = {
    database_name = ${folder}/principal
    key_stash_file = ${folder}/stash
  }
[logging]
  kdc = FILE:${folder}/kdc.log
`,
    );
    execFileSync('kdb5_util', ['create', '-s', '-r', realm, '-P', 'the-lab'], { env: kdc.env, stdio: 'pipe' });
    lab.network.name('kdc', HOST_ADDRESS, [KDC_HOST]);
    const [command, ...args] = lab.network.command('krb5kdc', '-n', '-r', realm);
    spawn(command, args, { stdio: 'ignore', env: kdc.env });
    return kdc;
  }

  private constructor(
    private readonly folder: string,
    private readonly realm: string,
  ) {}

  private get env() {
    const file = (name: string) => path.join(this.folder, name);
    return {
      PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
      KRB5_CONFIG: file('krb5.conf'),
      KRB5_KDC_PROFILE: file('kdc.conf'),
    };
  }

  /** Makes principals, and keytabs that hold them. */
  public keytabs(principals: Record<string, string[]>): Record<string, Buffer> {
    const file = (name: string) => path.join(this.folder, `${name}.keytab`);
    const commands = Object.entries(principals).flatMap(([name, all]) => [
      ...all.map((principal) => `addprinc -randkey ${principal}`),
      `ktadd -norandkey -k ${file(name)} ${all.join(' ')}`,
    ]);
    execFileSync('kadmin.local', ['-r', this.realm], { env: this.env, input: commands.join('\n'), stdio: 'pipe' });
    return Object.fromEntries(Object.keys(principals).map((name) => [`${name}.keytab`, fs.readFileSync(file(name))]));
  }
}

/**
 * A certificate for some names, which are all that it says, and whoever signed it, as cert-manager keeps both in a Secret: with keystores of its profile
 * `LegacyDES`.
 */
export function certificateSecret(folder: string, names: string[], password: string): Record<string, Buffer> {
  fs.mkdirSync(folder, { recursive: true });
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const authority = ['-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=ca of the lab', '-days', '2'];
  run('openssl', 'req', '-x509', ...key, ...authority);
  run('openssl', 'req', ...key, '-keyout', 'tls.key', '-out', 'tls.csr', '-subj', '/');
  fs.writeFileSync(
    path.join(folder, 'names'),
    `subjectAltName=critical,${names.map((name) => `DNS:${name}`).join(',')}\n`,
  );
  const signer = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
  run('openssl', 'x509', '-req', '-in', 'tls.csr', ...signer, '-out', 'tls.crt', '-days', '2');
  const stored = ['-inkey', 'tls.key', '-in', 'tls.crt', '-certfile', 'ca.crt', '-passout', `pass:${password}`];
  const profile = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'];
  run('openssl', 'pkcs12', '-export', ...stored, ...profile, '-name', 'lake', '-out', 'keystore.p12');
  const trusted = ['-alias', 'ca', '-file', 'ca.crt', '-keystore', 'truststore.p12', '-storetype', 'PKCS12'];
  run('keytool', '-J-Dkeystore.pkcs12.legacy', '-importcert', '-noprompt', ...trusted, '-storepass', password);
  return Object.fromEntries(
    ['ca.crt', 'tls.crt', 'tls.key', 'keystore.p12', 'truststore.p12'].map((name) => [
      name,
      fs.readFileSync(path.join(folder, name)),
    ]),
  );
}
