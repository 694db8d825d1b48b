import { HadoopLayout } from '../layout';

/** A command that ends well where the pod's NameNode is the active one. */
const isActive = ({ web }: HadoopLayout) =>
  `${web.ownCurl} -fsS -m 5 '${web.scheme}://localhost:${web.nameNode.port}/jmx?qry=Hadoop:service=NameNode,name=NameNodeStatus' | grep -q '"State" : "active"'`;

/**
 * What the failover controller does before it ends: where its NameNode is the active one, another takes over now. Otherwise nobody could write until
 * ZooKeeper gives up on the session.
 */
export function handOverProgram(layout: HadoopLayout): string {
  return `#!/bin/bash
${isActive(layout)} || exit 0
for other in ${layout.nameNodes.map(({ id }) => id).join(' ')}; do
  [ "$other" = "$POD_NAME" ] || ! timeout 60 hdfs haadmin -ns ${layout.name} -failover "$POD_NAME" "$other" || exit 0
done
exit 0
`;
}

/** What the NameNode waits for before it ends: that another has taken over, or cannot. */
export function waitForHandOverProgram(layout: HadoopLayout): string {
  return `#!/bin/bash
for attempt in {1..60}; do
  ${isActive(layout)} || exit 0
  sleep 1
done
`;
}
