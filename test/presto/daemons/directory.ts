import { presto, security } from 'bigdata-constructs';
import { BASE, DIRECTORY, LabDirectory } from '../../lab/directory';
import { certificateSecret } from '../../lab/kdc';
import { Scenario } from '../../lab/scenarios';
import { ONE_WORKER, PrestoLab } from './presto-lab';

const password = (user: string) => `password-of-${user}`;
const person = (user: string, group: string) => `dn: uid=${user},ou=people,${BASE}
objectClass: inetOrgPerson
uid: ${user}
cn: ${user}
sn: ${user}
memberOf: cn=${group},ou=groups,${BASE}
userPassword: ${password(user)}
`;

/** Who may ask queries is in one of the groups. */
const ENTRIES = [
  `dn: ${BASE}\nobjectClass: domain\ndc: example\n`,
  `dn: ou=people,${BASE}\nobjectClass: organizationalUnit\nou: people\n`,
  person('anna', 'presto'),
  person('ben', 'others'),
].join('\n');

/** A cluster of one worker, whose users sign in with the passwords of a directory. */
export function directoryLab(version: presto.PrestoVersion, { trusted = true } = {}): Promise<PrestoLab> {
  const anna = { user: 'anna', password: password('anna') };
  return PrestoLab.start(
    {
      version,
      workers: ONE_WORKER,
      security: presto.PrestoSecurity.tls({
        tls: security.Tls.certManager({ issuer: 'lab' }),
        signIn: presto.PrestoSignIn.ldap({
          url: DIRECTORY,
          peer: security.Peer.cidr('10.0.0.0/8'),
          userPattern: `uid=\${USER},ou=people,${BASE}`,
          group: {
            baseDn: `ou=people,${BASE}`,
            filter: `(&(uid=\${USER})(memberOf=cn=presto,ou=groups,${BASE}))`,
          },
          authority: { secretName: 'directory', key: 'ca.crt' },
        }),
      }),
    },
    {
      caller: anna,
      before: (lab) => {
        const { authority } = LabDirectory.start(lab, ENTRIES);
        const another = () => certificateSecret(`${lab.folder}/another`, ['ldap.example.com'], 'another')['ca.crt'];
        lab.secrets.directory = { 'ca.crt': trusted ? authority : another() };
      },
    },
  );
}

/** What a cluster does whose users are in a directory, whichever distribution it is. */
export function askingDirectory(scenario: Scenario<PrestoLab>): void {
  const outcome = async (running: PrestoLab, user: string, given = password(user)) => {
    const { rows, error } = await running.ask('SELECT count(*) FROM tpch.tiny.nation', { user, password: given });
    return error ?? rows;
  };

  scenario('let in who has the right password and is in the group, and nobody else', async (running) => {
    expect(await outcome(running, 'anna')).toEqual([[25]]);
    expect(await outcome(running, 'anna', 'guessed')).toBe('HTTP_401');
    expect(await outcome(running, 'anna', '')).toBe('HTTP_401');
    expect(await outcome(running, 'ben')).toMatch(/^HTTP_40[13]$/);
    expect(await outcome(running, 'nobody')).toBe('HTTP_401');
  });

  scenario('answer the probe', async (running) => {
    expect(await running.probe()).toEqual({ code: 0, output: 'tpch answers\n' });
  });
}
