/** Keys of each of the server's clients, behind its name, by the releases that read them: read from their own jars. Written by scripts/presto-keys.ts; do not edit. */
export const CLIENT: Record<string, string> = {
  'presto-0.296 trino-476': `
http-client.connect-timeout http-client.http2.enabled http-client.http2.input-buffer-size http-client.http2.session-receive-window-size
http-client.http2.stream-receive-window-size http-client.https.excluded-cipher http-client.https.included-cipher http-client.idle-timeout
http-client.key-store-password http-client.key-store-path http-client.log.buffer-size http-client.log.compression.enabled http-client.log.enabled
http-client.log.flush-interval http-client.log.max-history http-client.log.max-size http-client.log.path http-client.log.queue-size
http-client.max-connections-per-server http-client.max-content-length http-client.max-requests-queued-per-destination http-client.max-threads
http-client.min-threads http-client.read-timeout http-client.record-request-complete http-client.request-buffer-size http-client.request-timeout
http-client.response-buffer-size http-client.secure-random-algorithm http-client.selector-count http-client.socks-proxy http-client.timeout-concurrency
http-client.timeout-threads http-client.trust-store-password http-client.trust-store-path http-client.use-blocking-connect`,
  'presto-0.296': `
http-client.authentication.enabled http-client.authentication.krb5.name-type http-client.authentication.krb5.principal
http-client.authentication.krb5.remote-service-name http-client.authentication.krb5.service-principal-pattern http-client.keep-alive-interval
http-client.max-connections thrift.client.backoff-scale-factor thrift.client.connect-timeout thrift.client.connection-pool.enabled
thrift.client.connection-pool.idle-timeout thrift.client.connection-pool.max-connections-per-destination thrift.client.connection-pool.max-size
thrift.client.max-backoff-delay thrift.client.max-frame-size thrift.client.max-retries thrift.client.max-retry-time thrift.client.min-backoff-delay
thrift.client.protocol thrift.client.request-timeout thrift.client.reuse-address.enabled thrift.client.socks-proxy thrift.client.ssl.ciphers
thrift.client.ssl.enabled thrift.client.ssl.key thrift.client.ssl.key-password thrift.client.ssl.session-cache-size thrift.client.ssl.session-timeout
thrift.client.ssl.trust-certificate thrift.client.stats.enabled thrift.client.tcp-no-delay.enabled thrift.client.transport`,
  'trino-476': `
http-client.buffer-pool-type http-client.destination-idle-timeout http-client.http-proxy http-client.http-proxy.password http-client.http-proxy.secure
http-client.http-proxy.user http-client.https.automatic-shared-secret http-client.https.hostname-verification http-client.max-direct-memory
http-client.max-heap-memory http-client.strict-event-ordering http-client.tcp-keep-alive-idle-time http-client.use-virtual-threads`,
};
