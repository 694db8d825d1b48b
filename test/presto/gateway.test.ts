import { describeWithNginx } from '../helpers/authorities';
import { selfSigned } from '../helpers/certificate';
import { until } from '../helpers/process';
import { FakeCoordinator, RunningGateway } from './gateway';

const page = (id: string) => `/v1/statement/executing/${id}/x/0`;

describeWithNginx('the gateway before two colours, run by nginx', ({ program }) => {
  describe.each([
    ['HTTP', false],
    ['TLS', true],
  ])('with %s', (_, tls) => {
    const active = new FakeCoordinator('green', tls);
    const other = new FakeCoordinator('blue', tls);
    let gateway: RunningGateway;

    beforeAll(async () => {
      active.queries.add('new');
      other.queries.add('old');
      for (const coordinator of [active, other]) await coordinator.start();
      gateway = await RunningGateway.start(program, active, other, tls);
    });
    beforeEach(() => {
      for (const { asked } of [active, other]) asked.length = 0;
    });
    afterAll(async () => {
      await gateway?.stop();
      for (const coordinator of [active, other]) await coordinator.stop();
    });

    test('takes new queries to the active one alone, which learns what clients call the cluster', async () => {
      const { status, body } = await gateway.ask('POST', '/v1/statement', { Host: 'sql.example.com:8443' });
      expect([status, body]).toEqual([200, 'green 0']);
      expect(active.asked).toEqual(['POST /v1/statement sql.example.com:8443']);
      expect(other.asked).toEqual([]);
    });

    test.each([
      ['results', 'GET', page],
      ['a cancellation', 'DELETE', page],
      ['what is known of a query', 'GET', (id: string) => `/v1/query/${id}`],
      ['its page', 'GET', (id: string) => `/ui/api/query/${id}?pretty`],
    ])('asks for %s where the query is', async (__, method, url) => {
      expect((await gateway.ask(method, url('new'))).body).toBe('green');
      expect(other.asked).toEqual([]);
      expect(await gateway.ask(method, url('old'))).toMatchObject({ status: 200, body: 'blue' });
      expect(other.asked).toEqual([`${method} ${url('old')} query-coordinator.sql.svc.cluster.local`]);
    });

    test('says of a query that nobody has that it is not there', async () => {
      expect((await gateway.ask('GET', page('none'))).status).toBe(404);
      expect([active, other].map(({ asked }) => asked.length)).toEqual([1, 1]);
    });

    test('lets nobody tell a coordinator to end', async () => {
      expect((await gateway.ask('PUT', '/v1/info/state')).status).toBe(403);
      expect([...active.asked, ...other.asked]).toEqual([]);
    });

    test('hands on headers as long as prepared statements are', async () => {
      const statement = 'x'.repeat(60_000);
      const headers = { 'X-Presto-Prepared-Statement': statement };
      expect((await gateway.ask('POST', '/v1/statement', headers)).body).toBe('green 60000');
    });

    test('hands on what it has before the rest has come', async () => {
      const response = await gateway.request('GET', '/slow');
      const chunks = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
      expect(String((await chunks.next()).value)).toBe('first');
      active.finish();
      expect(String((await chunks.next()).value)).toBe('second');
    });

    test.each([200, 401, 403])('is connected to a coordinator that answers it %i', async (status) => {
      active.infoStatus = status;
      expect(Math.floor((await gateway.probe('/connected')) / 100)).toBe(2);
      active.infoStatus = 200;
    });

    test('knows of an old query while the active one is away, and of another one that nobody knows', async () => {
      await active.stop();
      expect((await gateway.ask('GET', page('old'))).body).toBe('blue');
      expect((await gateway.ask('GET', page('new'))).status).toBe(503);
      expect((await gateway.ask('POST', '/v1/statement')).status).toBe(502);
      expect(await gateway.probe('/connected')).toBe(502);
      expect(await gateway.probe('/alive')).toBe(204);
      await active.start();
      expect((await gateway.ask('GET', page('new'))).body).toBe('green');
    });

    test('needs the other one for nothing but its queries', async () => {
      await other.stop();
      expect((await gateway.ask('GET', page('new'))).body).toBe('green');
      expect((await gateway.ask('GET', page('old'))).status).toBe(404);
      await other.start();
      expect((await gateway.ask('GET', page('old'))).body).toBe('blue');
    });

    if (!tls) return;

    test('believes no coordinator that shows the certificate of somebody else', async () => {
      await active.stop();
      await active.start(other.certificate);
      expect((await gateway.ask('POST', '/v1/statement')).status).toBe(502);
      expect(active.asked).toEqual([]);
      await active.stop();
      await active.start();
      expect((await gateway.ask('POST', '/v1/statement')).status).toBe(200);
    });

    test('shows a renewed certificate without a restart', async () => {
      const renewed = selfSigned('query-coordinator.sql.svc.cluster.local');
      expect((await gateway.ask('GET', '/v1/info')).certificate).not.toBe(renewed.cert);
      gateway.show(renewed);
      await until(async () => (await gateway.ask('GET', '/v1/info')).certificate === renewed.cert);
      expect((await gateway.ask('GET', '/v1/info')).certificate).toBe(renewed.cert);
    });
  });
});
