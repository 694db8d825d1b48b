import { HadoopLayout } from '../layout';

/**
 * The program by which the NameNode learns the rack of an address: the zone of the set that the DataNode is of, which its name holds. Whoever
 * is no DataNode is in no zone. An address without a name yet gets no answer, and the NameNode asks the DataNode to register again.
 *
 * @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-common/RackAwareness.html
 */
export function topologyProgram({ dataNodeSets }: HadoopLayout): string {
  const cases = dataNodeSets.flatMap(({ domain, zone }) => (zone ? [`  *.${domain}) echo /${zone} ;;`] : []));
  return `#!/bin/bash
# Given names or addresses, says the zone of each, one a line.
for given in "$@"; do
  name=$given
  case $given in
  *[!0-9.]*) ;;
  *)
    # The resolver's own cache is the only one: a pod's address goes to another pod.
    read -r _ name _ < <(getent hosts "$given") || exit 1
    ;;
  esac
  case $name in
${cases.join('\n')}
  *) echo /default-rack ;;
  esac
done
`;
}
