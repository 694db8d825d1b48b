import { Checks, placed, Rule } from '../../core/internal';
import { SparkConnectServerProps } from '../application-props';
import { ISparkTeam } from '../interfaces';
import { ResolvedConnect } from '../resolve';

/** What the checks on a Connect server look at. */
export interface ConnectInput {
  readonly given: SparkConnectServerProps;
  readonly resolved: ResolvedConnect;
  readonly team: ISparkTeam;
}

const connect = new Checks<ConnectInput>();

/** Where it listens and who it lets in; and what the operator says on its command line, which wins without a word. */
const HELD = [
  'spark.connect.authenticate.token',
  'spark.connect.grpc.binding.address',
  'spark.connect.grpc.binding.port',
  'spark.driver.bindAddress',
  'spark.driver.blockManager.port',
  'spark.driver.host',
  'spark.driver.port',
  'spark.kubernetes.driver.pod.name',
  'spark.kubernetes.executor.podNamePrefix',
];

/** Checks on a Connect server. */
export const connectRules: ReadonlyArray<Rule<ConnectInput>> = [
  {
    code: 'SP100',
    prop: 'name',
    remedy: 'begin with a letter: names of Services do',
    ...connect.pattern(({ resolved }) => resolved.name, /^[a-z]/, 'begin with a letter'),
  },
  {
    code: 'SP101',
    prop: 'driver.cores and executor.cores',
    remedy: 'give whole cores; coreRequest says what of them is guaranteed',
    ...connect.wholeNumber(
      ({ resolved: { driver, executor } }) => [placed(driver.cores, 'the driver'), placed(executor.cores, 'executors')],
      { atLeast: 1 },
    ),
  },
  {
    code: 'SP102',
    prop: 'version',
    remedy: 'name a later release: a server of an earlier one asks for no token, and listens on every address',
    ...connect.releaseAtLeast(({ resolved }) => resolved.version._release, 4, 0),
  },
  {
    code: 'SP103',
    prop: 'tls',
    must: 'be given, unless acknowledge.portForwardOnly is true',
    remedy:
      "give a certificate, Tls.certManager({ issuer: 'cluster-ca' }): clients send a token over TLS alone, but to localhost",
    violation: ({ resolved: { tls, acknowledge } }) => (tls || acknowledge.portForwardOnly ? undefined : 'none'),
  },
  {
    code: 'SP104',
    prop: 'team',
    must: "be one whose queueing is not Kueue's",
    remedy: 'put it into a team of its own: Kueue knows no server, so its pods would count in no queue',
    violation: ({ team }) => (team.queueing._kind === 'kueue' ? `${team.teamName}, queued by Kueue` : undefined),
  },
  {
    code: 'SP105',
    prop: 'overrides.sparkConf, and that of the platform,',
    must: 'not say where the server listens, which token it takes, nor what the operator says after it',
    remedy:
      'leave it out; for another token, give the prop token: what is in sparkConf is read by all who may read ConfigMaps',
    violation: ({ resolved, team }) => {
      const given = { ...team.platform.settings.sparkConf, ...resolved.overrides.sparkConf };
      return HELD.filter((key) => given[key] !== undefined);
    },
  },
  {
    code: 'SP106',
    prop: "the image of 'spark' of the version",
    remedy: 'name another: the operator writes it into a command line of bash as it stands',
    ...connect.pattern(
      ({ resolved }) => resolved.version._release.image('spark').image,
      /^[\w./:@-]+$/,
      "consist of letters, digits, '.', '_', '-', '/', ':' and '@'",
    ),
  },
];
