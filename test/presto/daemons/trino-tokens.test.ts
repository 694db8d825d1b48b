import { generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import { presto, security } from 'bigdata-constructs';
import { describeWithTrino } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { ONE_WORKER, PrestoLab } from './presto-lab';

const [ISSUER, AUDIENCE] = ['https://login.example.com', 'query'];

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token, as who signs them makes it. */
function tokenOf(key: KeyObject, claims: object): string {
  const exp = Math.round(Date.now() / 1000) + 3600;
  const text = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded({ iss: ISSUER, aud: AUDIENCE, exp, ...claims })}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

describeWithTrino('476', 'servers of Trino that are shown tokens, with what is rendered', () => {
  const [ours, others] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  const token = (claims: object, { privateKey } = ours) => tokenOf(privateKey, { sub: 'anna', ...claims });
  const anna = { user: 'anna', token: token({}) };
  const key = ours.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const scenario = scenariosOn(() =>
    PrestoLab.start(
      {
        version: presto.PrestoVersion.TRINO_476,
        workers: ONE_WORKER,
        security: presto.PrestoSecurity.tls({
          tls: security.Tls.certManager({ issuer: 'lab' }),
          signIn: presto.PrestoSignIn.token({
            key: { secretName: 'tokens', key: 'key.pem' },
            issuer: ISSUER,
            audience: AUDIENCE,
          }),
        }),
      },
      { secrets: { tokens: { 'key.pem': key } }, caller: anna },
    ),
  );

  scenario('let in who has a token that was signed for them, and nobody else', async (running) => {
    const outcome = async (given: string, user = 'anna') =>
      (await running.ask('SELECT 1', { user, token: given })).error;
    expect(await outcome(token({}))).toBeNull();
    expect(await outcome(token({}, others))).toBe('HTTP_401');
    expect(await outcome(token({ iss: 'https://other.example.com' }))).toBe('HTTP_401');
    expect(await outcome(token({ aud: 'another' }))).toBe('HTTP_401');
    expect(await outcome(token({ exp: 1_000_000_000 }))).toBe('HTTP_401');
    expect(await outcome(token({ sub: 'ben' }))).toMatch(/HTTP_403|PERMISSION_DENIED/);
    expect((await running.ask('SELECT 1', { user: 'anna' })).error).toBe('HTTP_401');
  });

  scenario('answer the probe', async (running) => {
    expect(await running.probe()).toEqual({ code: 0, output: 'tpch answers\n' });
  });
});
