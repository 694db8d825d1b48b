import { presto, security } from 'bigdata-constructs';
import { passwordLine } from '../../helpers/password-file';
import { Scenario } from '../../lab/scenarios';
import { BUFFERS } from './leaving';
import { Caller, PrestoLab } from './presto-lab';
import { asked } from './queries';

const ANNA = { user: 'anna', password: 'password-of-anna' };
const BEN = { user: 'ben', password: 'password-of-ben' };

/** What curl is told to ask as a user who may do everything. */
export const OF_ANNA = `-u ${ANNA.user}:${ANNA.password}`;

/** A cluster with TLS, whose users sign in with passwords. */
export function securedLab(version: presto.PrestoVersion): Promise<PrestoLab> {
  const lines = [ANNA, BEN].map(({ user, password }) => passwordLine(user, password));
  return PrestoLab.start(
    {
      version,
      overrides: { config: BUFFERS },
      catalogs: { tpch: presto.PrestoCatalog.tpch(), scratch: presto.PrestoCatalog.memory() },
      security: presto.PrestoSecurity.tls({
        tls: security.Tls.certManager({ issuer: 'lab' }),
        signIn: presto.PrestoSignIn.passwordFile({ users: { secretName: 'query-users', key: 'users' } }),
        access: [
          { users: ['anna'], access: presto.PrestoAccess.ALL },
          { users: ['ben'], catalogs: ['tpch'], access: presto.PrestoAccess.READ },
        ],
      }),
    },
    { secrets: { 'query-users': { users: lines.join('\n') } }, caller: ANNA },
  );
}

/** What a cluster does that knows who calls, whichever distribution it is of. */
export function signingIn(scenario: Scenario<PrestoLab>): void {
  const outcome = async (running: PrestoLab, caller: Caller, sql = 'SELECT 1') => {
    const { rows, error } = await running.ask(sql, caller);
    return error ?? rows;
  };

  scenario('form a cluster and pass their probes, and listen to nobody without TLS', async (running) => {
    await running.isFormed();
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'] as const) {
      for (const pod of running.pods) {
        await running.lab.until(`${probe} of ${pod.name} passes`, () => pod.probe(probe));
      }
    }
    for (const { address } of running.pods) {
      expect(() => running.lab.network.run(`curl -sS -m 5 http://${address}:8080/v1/info`)).toThrow(
        'Failed to connect',
      );
    }
  });

  scenario('let users in who prove who they are, as themselves and nobody else', async (running) => {
    expect(await outcome(running, ANNA)).toEqual([[1]]);
    expect(await outcome(running, { ...ANNA, password: 'guessed' })).toBe('HTTP_401');
    expect(await outcome(running, { ...ANNA, user: 'nobody' })).toBe('HTTP_401');
    expect(await outcome(running, { user: 'anna' })).toBe('HTTP_401');
    expect(await outcome(running, { ...ANNA, user: 'ben', signedInAs: 'anna' })).toMatch(/HTTP_403|PERMISSION_DENIED/);
  });

  scenario('let users do what rules say, and show them nothing else', async (running) => {
    const make = 'CREATE TABLE scratch.default.made AS SELECT 1 AS one';
    const drop = 'DROP TABLE scratch.default.made';
    expect(await outcome(running, BEN, 'SELECT count(*) FROM tpch.tiny.nation')).toEqual([[25]]);
    expect(await outcome(running, BEN, make)).toBe('PERMISSION_DENIED');
    expect(await outcome(running, ANNA, make)).toEqual([[1]]);
    expect(await outcome(running, BEN, drop)).toBe('PERMISSION_DENIED');
    expect((await running.ask(drop, ANNA)).error).toBeNull();
    expect(await outcome(running, BEN, 'SHOW CATALOGS')).toEqual([['system'], ['tpch']]);
  });

  scenario('do not end for strangers, nor workers for users', async (running) => {
    const nodes = await running.activeWorkers();
    for (const pod of running.pods) expect(running.tellToEnd(pod)).toBe('401');
    for (const pod of running.workers.pods) expect(running.tellToEnd(pod, OF_ANNA)).toBe('401');
    expect(await running.activeWorkers()).toEqual(nodes);
  });

  scenario('are asked by what pages about alerts call', ({ pods }) => asked(pods));

  scenario('answer the probe', async (running) => {
    const { output, code } = await running.probe();
    expect(output).toBe('tpch answers\nscratch answers\n');
    expect(code).toBe(0);
  });
}
