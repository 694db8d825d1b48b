import { Distribution } from '../distribution';
import { CATALOGS, CONFIG, DATA } from '../paths';

/** Whom a JVM trusts that trusts somebody besides those that it does by itself. */
const TRUSTED = `${DATA}/cacerts`;

/**
 * Starts the server as its launcher does, without what that writes beside the server. Some files are looked for below `etc`, wherever the server is started.
 *
 * @param environment what nodes of one cluster have in common: lower-case letters, digits and `_`
 * @param address what other nodes call it, in words of shell
 * @param authority the file with a certificate of whom its JVM is to trust besides those that it does by itself
 */
export function startProgram(
  { home, mainClass }: Distribution,
  environment: string,
  address: string,
  authority?: string,
): string {
  return `#!/bin/sh
set -eu
cd ${DATA}
ln -sfn ${CONFIG} etc
java="\${JAVA_HOME:+$JAVA_HOME/bin/}java"
${authority ? trust(authority) : ''}exec "$java" @${CONFIG}/jvm.config${authority ? ` -Djavax.net.ssl.trustStore=${TRUSTED}` : ''} \\
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

function trust(authority: string): string {
  return `home=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')
rm -f ${TRUSTED}
cp "$home/lib/security/cacerts" ${TRUSTED}
chmod u+w ${TRUSTED}
"$home/bin/keytool" -importcert -noprompt -alias authority -file ${authority} -keystore ${TRUSTED} -storepass changeit
`;
}
