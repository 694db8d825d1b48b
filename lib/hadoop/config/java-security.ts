/**
 * How long the JVM believes a name's address. Pods come back with another one, so half a minute; a name that is not known yet is asked
 * again at once.
 *
 * @see https://docs.oracle.com/javase/8/docs/technotes/guides/net/properties.html
 */
export function javaSecurity(): string {
  return 'networkaddress.cache.ttl=30\nnetworkaddress.cache.negative.ttl=0\n';
}
