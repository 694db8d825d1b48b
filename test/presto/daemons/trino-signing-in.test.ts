import { presto } from 'bigdata-constructs';
import { describeWithTrino } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { leaving } from './leaving';
import { OF_ANNA, securedLab, signingIn } from './signing-in';

describeWithTrino('476', 'servers of Trino that speak TLS, with what is rendered', () => {
  const scenario = scenariosOn(() => securedLab(presto.PrestoVersion.TRINO_476));
  signingIn(scenario);

  scenario('show metrics to who scrapes them, who may do nothing else', async (running) => {
    const [user, password] = ['username', 'password'].map((key) =>
      String(running.lab.secrets['query-user-metrics'][key]),
    );
    for (const component of ['coordinator', 'worker'] as const) {
      expect(running.exposition(component)).toContain('trino_');
      for (const others of ['anna:password-of-anna', `${user}:guessed`]) {
        expect(() => running.exposition(component, others)).toThrow(/error: 40[13]/);
      }
    }
    const { error } = await running.ask('SELECT 1', { user, password });
    expect(error).toBe('PERMISSION_DENIED');
    for (const pod of running.pods) expect(running.tellToEnd(pod, `-u ${user}:${password}`)).toBe('403');
    for (const pod of running.coordinator.pods) expect(running.tellToEnd(pod, OF_ANNA)).toBe('403');
    await running.isFormed();
  });

  leaving(scenario);
});
