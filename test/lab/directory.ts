import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { installedDirectory } from '../helpers/authorities';
import { certificateSecret } from './kdc';
import { Lab } from './lab';
import { HOST_ADDRESS } from './network';

/** The name that the lab's pods know the directory by, and where it listens. */
export const DIRECTORY_HOST = 'ldap.example.com';
const PORT = 1636;
export const DIRECTORY = `ldaps://${DIRECTORY_HOST}:${PORT}`;

/** What entries of the directory are below. */
export const BASE = 'dc=example,dc=com';

/** A directory of users that speaks LDAP over TLS, on the machine of the lab's pods. Who has not signed in may look for nothing. */
export class LabDirectory {
  /** Starts one with some entries, as LDIF. */
  public static start(lab: Lab, entries: string): LabDirectory {
    const folder = path.join(lab.folder, 'directory');
    const { 'ca.crt': authority } = certificateSecret(folder, [DIRECTORY_HOST], 'of-the-lab');
    fs.writeFileSync(path.join(folder, 'entries.ldif'), entries);
    lab.network.name('directory', HOST_ADDRESS, [DIRECTORY_HOST]);
    const store = ['--keyStorePath', path.join(folder, 'keystore.p12'), '--keyStorePassword', 'of-the-lab'];
    const data = ['--baseDN', BASE, '--ldifFile', path.join(folder, 'entries.ldif')];
    const [command, ...args] = lab.network.command(
      ...['java', '-Xmx64m', '-cp', installedDirectory()!, 'com.unboundid.ldap.listener.InMemoryDirectoryServerTool'],
      ...['--port', String(PORT), '--useSSL', ...store, '--keyStoreType', 'PKCS12', ...data],
      ...['--authenticationRequiredOperationType', 'search'],
    );
    spawn(command, args, { stdio: 'ignore' });
    return new LabDirectory(authority);
  }

  private constructor(
    /** The certificate of whoever signed its own. */
    public readonly authority: Buffer,
  ) {}
}
