import { Distribution } from '../distribution';
import { CATALOGS, CONFIG, DATA } from '../paths';

/**
 * Starts the server as its launcher does, without what that writes beside the server. Some files are looked for below `etc`, wherever the server is started.
 *
 * @param environment what nodes of one cluster have in common: lower-case letters, digits and `_`
 * @param address what other nodes call it, in words of shell
 */
export function startProgram({ home, mainClass }: Distribution, environment: string, address: string): string {
  return `#!/bin/sh
set -eu
cd ${DATA}
ln -sfn ${CONFIG} etc
exec "\${JAVA_HOME:+$JAVA_HOME/bin/}java" @${CONFIG}/jvm.config \\
  -cp '${home}/lib/*' \\
  -Dnode.environment=${environment} \\
  -Dnode.id="$POD_NAME" \\
  -Dnode.internal-address="${address}" \\
  -Dnode.data-dir=${DATA} \\
  -Dconfig=${CONFIG}/config.properties \\
  -Dlog.levels-file=${CONFIG}/log.properties \\
  -Dplugin.dir=${home}/plugin \\
  -Dcatalog.config-dir=${CATALOGS} \\
  ${mainClass}
`;
}
