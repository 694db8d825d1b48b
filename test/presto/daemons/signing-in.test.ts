import { presto } from 'bigdata-constructs';
import { describeWithPresto } from '../../helpers/authorities';
import { scenariosOn } from '../../lab/scenarios';
import { leaving } from './leaving';
import { securedLab, signingIn } from './signing-in';

describeWithPresto('0.296', 'servers of Presto that speak TLS, with what is rendered', () => {
  const scenario = scenariosOn(() => securedLab(presto.PrestoVersion.V0_296));
  signingIn(scenario);

  scenario(
    'ask the queries of the probe, and nobody else’s, for who shows the certificate of a node',
    async (running) => {
      const { error } = await running.ask('SELECT 1', { user: 'probe', ofNode: true });
      expect(error).toBeNull();
      for (const user of ['anna', 'drain']) {
        expect((await running.ask('SELECT 1', { user, ofNode: true })).error).toMatch(/HTTP_403|PERMISSION_DENIED/);
      }
    },
  );

  leaving(scenario);
});
