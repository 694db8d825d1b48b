import { Rule } from '../../core/internal';
import { SESSION_CATALOG } from '../config/catalogs';
import { CONNECTOR } from '../config/doris';
import { isSecret } from '../config/held-keys';
import { WorkloadRulesInput } from './workload-rules';

/** What props of a Doris cluster say. */
const OWN_DORIS = ['doris.fenodes', 'doris.query.port', 'doris.user'];

/** Checks on Doris clusters that applications read and write. */
export const dorisRules: ReadonlyArray<Rule<WorkloadRulesInput>> = [
  {
    code: 'SP058',
    prop: 'version',
    must: "have an image of your own, or dependencies Doris' connector for its line, where there are Doris clusters",
    remedy: `build one with ${CONNECTOR} and MySQL's driver, and give it by SparkVersion.of(release, { images: { spark: ... } }); for 4.0 and later nothing is released, and what is built of its sources is yours to try`,
    violation: ({ resolved: { version, dependencies, doris } }) => {
      const brought = [...dependencies.packages, ...dependencies.jars].some((name) =>
        name.includes(`spark-doris-connector-spark-${version.line}`),
      );
      return version._published && Object.keys(doris).length > 0 && !brought
        ? `the published image of ${version.release}`
        : undefined;
    },
  },
  {
    code: 'SP059',
    prop: 'the names of doris',
    must: "be lower-case letters, digits and '_', starting with a letter, and no names of the team's catalogs",
    remedy: 'choose another name, such as sales: it stands in statements, and in the name of a variable',
    violation: ({ resolved: { doris }, team }) =>
      Object.keys(doris)
        .filter(
          (name) =>
            !/^[a-z][a-z0-9_]{0,30}$/.test(name) || [SESSION_CATALOG, ...Object.keys(team.catalogs)].includes(name),
        )
        .map((name) => `'${name}'`),
  },
  {
    code: 'SP068',
    prop: 'properties of doris',
    must: 'hold no secret, and leave out what its own props say',
    remedy: 'give the password by the prop, and address and user by theirs: the operator logs all properties',
    violation: ({ resolved: { doris } }) =>
      Object.entries(doris).flatMap(([name, { properties = {} }]) =>
        Object.entries(properties).flatMap(([key, value]) =>
          isSecret(key, value) || OWN_DORIS.includes(key) ? `${key} of '${name}'` : [],
        ),
      ),
  },
];
