import { HadoopLayout } from '../layout';
import { PORTS } from '../ports';

const STATE = `http://localhost:${PORTS.nameNodeHttp.port}/jmx?qry=Hadoop:service=NameNode,name=NameNodeStatus`;

/**
 * What the failover controller does before it ends: where its NameNode is the active one, another takes over now. Otherwise nobody could write until
 * ZooKeeper gives up on the session.
 */
export function handOverProgram({ nameNodes }: HadoopLayout): string {
  return `#!/bin/bash
curl -fsS -m 5 '${STATE}' | grep -q '"State" : "active"' || exit 0
for other in ${nameNodes.map(({ id }) => id).join(' ')}; do
  [ "$other" = "$POD_NAME" ] || ! timeout 60 hdfs haadmin -failover "$POD_NAME" "$other" || exit 0
done
exit 0
`;
}

/** What the NameNode waits for before it ends: that another has taken over, or cannot. */
export function waitForHandOverProgram(): string {
  return `#!/bin/bash
for attempt in {1..60}; do
  curl -fsS -m 5 '${STATE}' | grep -q '"State" : "active"' || exit 0
  sleep 1
done
`;
}
