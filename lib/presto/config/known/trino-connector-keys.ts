/** Keys of a catalog of Trino 476, by the connectors that read them: read from their own jars. Written by scripts/presto-keys.ts; do not edit. */
export const TRINO_CONNECTORS: Record<string, string> = {
  'clickhouse hive iceberg kafka memory mysql postgresql tpcds tpch': `
case-insensitive-name-matching case-insensitive-name-matching.cache-ttl case-insensitive-name-matching.config-file
case-insensitive-name-matching.config-file.refresh-period jmx.base-name ldap.allow-insecure ldap.ignore-referrals ldap.ssl-trust-certificate
ldap.ssl.keystore.password ldap.ssl.keystore.path ldap.ssl.truststore.password ldap.ssl.truststore.path ldap.timeout.connect ldap.timeout.read ldap.url
security.config-file security.json-pointer security.refresh-period`,
  'clickhouse mysql postgresql': `
aggregation-pushdown.enabled allow-aggregation-pushdown complex-expression-pushdown.enabled connection-credential-file connection-password connection-url
connection-user credential-provider.type decimal-default-scale decimal-mapping decimal-rounding-mode domain-compaction-threshold dynamic-filtering.enabled
dynamic-filtering.wait-timeout experimental.join-pushdown.automatic.max-join-to-tables-ratio experimental.join-pushdown.automatic.max-table-size
experimental.join-pushdown.enabled insert.non-transactional-insert.enabled jdbc-types-mapped-to-varchar jdbc.bulk-list-columns.enabled join-pushdown.enabled
join-pushdown.strategy join-pushdown.with-expressions keystore-file-path keystore-password keystore-password-credential-name
keystore-password-credential-password keystore-type keystore-user-credential-name keystore-user-credential-password merge.non-transactional-merge.enabled
metadata.cache-maximum-size metadata.cache-missing metadata.cache-ttl metadata.schemas.cache-ttl metadata.statistics.cache-ttl metadata.tables.cache-ttl
password-credential-name query.comment-format query.reuse-connection statistics.enabled topn-pushdown.enabled unsupported-type-handling
unsupported-type.handling-strategy user-credential-name write.batch-size write.parallelism`,
  'hive iceberg': `
azure.access-key azure.application-id azure.auth-type azure.endpoint azure.max-http-requests azure.max-single-upload-size azure.max-write-concurrency
azure.oauth.client-id azure.oauth.endpoint azure.oauth.secret azure.oauth.tenant-id azure.read-block-size azure.user-assigned-managed-identity.client-id
azure.user-assigned-managed-identity.resource-id azure.write-block-size fs.alluxio.enabled fs.cache.directories fs.cache.enabled
fs.cache.max-disk-usage-percentages fs.cache.max-sizes fs.cache.page-size fs.cache.preferred-hosts-count fs.cache.ttl fs.hadoop.enabled
fs.memory-cache.max-content-length fs.memory-cache.max-size fs.memory-cache.ttl fs.native-azure.enabled fs.native-gcs.enabled fs.native-local.enabled
fs.native-s3.enabled gcs.application-id gcs.batch-size gcs.client.backoff-scale-factor gcs.client.max-backoff-delay gcs.client.max-retries
gcs.client.max-retry-time gcs.client.min-backoff-delay gcs.endpoint gcs.json-key gcs.json-key-file-path gcs.page-size gcs.project-id gcs.read-block-size
gcs.use-access-token gcs.write-block-size hive.allow-register-partition-procedure hive.auto-purge hive.azure.abfs-access-key hive.azure.abfs-storage-account
hive.azure.abfs.oauth.client-id hive.azure.abfs.oauth.endpoint hive.azure.abfs.oauth.secret hive.azure.adl-client-id hive.azure.adl-credential
hive.azure.adl-proxy-host hive.azure.adl-refresh-url hive.azure.wasb-access-key hive.azure.wasb-storage-account hive.bucket-execution
hive.collect-column-statistics-on-write hive.compression-codec hive.config.resources hive.cos.service-config hive.create-empty-bucket-files
hive.delegate-transactional-managed-table-location-to-metastore hive.delete-schema-locations-fallback hive.delta-lake-catalog-name hive.dfs-timeout
hive.dfs.connect.max-retries hive.dfs.connect.timeout hive.dfs.domain-socket-path hive.dfs.ipc-ping-interval hive.dfs.key-provider.cache-ttl
hive.dfs.replication hive.dfs.verify-checksum hive.domain-compaction-threshold hive.dynamic-filtering-probe-blocking-timeout hive.dynamic-filtering.wait-timeout
hive.file-status-cache-expire-time hive.file-status-cache-size hive.file-status-cache-tables hive.file-status-cache.excluded-tables
hive.file-status-cache.max-retained-size hive.force-local-scheduling hive.fs.cache.max-size hive.fs.new-directory-permissions hive.fs.new-file-inherit-ownership
hive.gcs.json-key hive.gcs.json-key-file-path hive.gcs.use-access-token hive.hdfs.authentication.type hive.hdfs.impersonation.enabled hive.hdfs.presto.keytab
hive.hdfs.presto.principal hive.hdfs.socks-proxy hive.hdfs.trino.credential-cache.location hive.hdfs.trino.keytab hive.hdfs.trino.principal
hive.hdfs.wire-encryption.enabled hive.hide-delta-lake-tables hive.hive-views.enabled hive.hive-views.legacy-translation hive.hive-views.run-as-invoker
hive.hudi-catalog-name hive.iceberg-catalog-name hive.idle-writer-min-file-size hive.ignore-absent-partitions hive.ignore-corrupted-statistics
hive.immutable-partitions hive.insert-existing-partitions-behavior hive.legacy-hive-view-translation hive.max-concurrent-file-renames
hive.max-concurrent-file-system-operations hive.max-concurrent-metastore-drops hive.max-concurrent-metastore-updates hive.max-initial-split-size
hive.max-initial-splits hive.max-outstanding-splits hive.max-outstanding-splits-size hive.max-partition-drops-per-query hive.max-partitions-for-eager-load
hive.max-partitions-per-scan hive.max-partitions-per-writers hive.max-split-iterator-threads hive.max-split-size hive.max-splits-per-second
hive.metadata.parallelism hive.metastore hive.metastore-cache-maximum-size hive.metastore-cache-ttl hive.metastore-cache.cache-missing
hive.metastore-cache.cache-missing-partitions hive.metastore-cache.cache-missing-stats hive.metastore-cache.cache-partitions hive.metastore-refresh-interval
hive.metastore-refresh-max-threads hive.metastore-stats-cache-ttl hive.metastore-timeout hive.metastore.authentication.type hive.metastore.catalog.dir
hive.metastore.client.credential-cache.location hive.metastore.client.keytab hive.metastore.client.principal hive.metastore.disable-location-checks
hive.metastore.glue.assume-canonical-partition-keys hive.metastore.glue.aws-access-key hive.metastore.glue.aws-secret-key hive.metastore.glue.catalogid
hive.metastore.glue.default-warehouse-dir hive.metastore.glue.endpoint-url hive.metastore.glue.external-id hive.metastore.glue.iam-role
hive.metastore.glue.max-connections hive.metastore.glue.max-error-retries hive.metastore.glue.partitions-segments
hive.metastore.glue.pin-client-to-current-region hive.metastore.glue.region hive.metastore.glue.skip-archive hive.metastore.glue.sts.endpoint
hive.metastore.glue.sts.region hive.metastore.glue.threads hive.metastore.glue.use-web-identity-token-credentials-provider hive.metastore.impersonation-enabled
hive.metastore.partition-batch-size.max hive.metastore.partition-batch-size.min hive.metastore.service.principal
hive.metastore.thrift.assume-canonical-partition-keys hive.metastore.thrift.catalog-name hive.metastore.thrift.client.backoff-scale-factor
hive.metastore.thrift.client.connect-timeout hive.metastore.thrift.client.max-backoff-delay hive.metastore.thrift.client.max-retries
hive.metastore.thrift.client.max-retry-time hive.metastore.thrift.client.min-backoff-delay hive.metastore.thrift.client.read-timeout
hive.metastore.thrift.client.socks-proxy hive.metastore.thrift.client.ssl.enabled hive.metastore.thrift.client.ssl.key
hive.metastore.thrift.client.ssl.key-password hive.metastore.thrift.client.ssl.trust-certificate hive.metastore.thrift.client.ssl.trust-certificate-password
hive.metastore.thrift.delegation-token.cache-maximum-size hive.metastore.thrift.delegation-token.cache-ttl hive.metastore.thrift.delete-files-on-drop
hive.metastore.thrift.impersonation.enabled hive.metastore.thrift.txn-lock-max-wait hive.metastore.thrift.use-spark-table-statistics-fallback
hive.metastore.thrift.write-statistics-threads hive.metastore.uri hive.metastore.user hive.metastore.username hive.metastore.version-compatibility
hive.minimum-assigned-split-weight hive.non-managed-table-creates-enabled hive.non-managed-table-writes-enabled hive.optimize-mismatched-bucket-count
hive.orc.bloom-filters.enabled hive.orc.default-bloom-filter-fpp hive.orc.lazy-read-small-ranges hive.orc.max-buffer-size hive.orc.max-merge-distance
hive.orc.max-read-block-size hive.orc.nested-lazy hive.orc.read-legacy-short-zone-id hive.orc.stream-buffer-size hive.orc.time-zone
hive.orc.tiny-stripe-threshold hive.orc.use-column-names hive.orc.writer.dictionary-max-memory hive.orc.writer.max-compression-buffer-size
hive.orc.writer.row-group-max-rows hive.orc.writer.string-statistics-limit hive.orc.writer.stripe-max-rows hive.orc.writer.stripe-max-size
hive.orc.writer.stripe-min-size hive.orc.writer.use-legacy-version-number hive.orc.writer.validation-mode hive.orc.writer.validation-percentage
hive.orc.writer.writer-identification hive.parallel-partitioned-bucketed-inserts hive.parallel-partitioned-bucketed-writes hive.parquet.max-read-block-size
hive.parquet.time-zone hive.parquet.use-column-names hive.parquet.writer.block-size hive.parquet.writer.page-size hive.partition-projection-enabled
hive.partition-statistics-sample-size hive.per-transaction-file-status-cache-maximum-size hive.per-transaction-file-status-cache.max-retained-size
hive.per-transaction-metastore-cache-maximum-size hive.projection-pushdown-enabled hive.propagate-table-scan-sorting-properties
hive.query-partition-filter-required hive.query-partition-filter-required-schemas hive.rcfile.time-zone hive.rcfile.writer.validate hive.recursive-directories
hive.respect-table-format hive.s3-file-system-type hive.s3-glacier-filter hive.s3.aws-access-key hive.s3.aws-secret-key hive.s3.connect-timeout
hive.s3.connect-ttl hive.s3.encryption-materials-provider hive.s3.endpoint hive.s3.external-id hive.s3.iam-role hive.s3.kms-key-id hive.s3.max-backoff-time
hive.s3.max-client-retries hive.s3.max-connections hive.s3.max-error-retries hive.s3.max-retry-time hive.s3.multipart.min-file-size
hive.s3.multipart.min-part-size hive.s3.path-style-access hive.s3.pin-client-to-current-region hive.s3.proxy.host hive.s3.proxy.non-proxy-hosts
hive.s3.proxy.password hive.s3.proxy.port hive.s3.proxy.preemptive-basic-auth hive.s3.proxy.protocol hive.s3.proxy.username hive.s3.region
hive.s3.requester-pays.enabled hive.s3.security-mapping.colon-replacement hive.s3.security-mapping.config-file hive.s3.security-mapping.iam-role-credential-name
hive.s3.security-mapping.json-pointer hive.s3.security-mapping.kms-key-id-credential-name hive.s3.security-mapping.refresh-period hive.s3.signer-class
hive.s3.signer-type hive.s3.skip-glacier-objects hive.s3.socket-timeout hive.s3.sse.enabled hive.s3.sse.kms-key-id hive.s3.sse.type hive.s3.ssl.enabled
hive.s3.staging-directory hive.s3.storage-class hive.s3.storage-class-filter hive.s3.streaming.enabled hive.s3.streaming.part-size hive.s3.sts.endpoint
hive.s3.sts.region hive.s3.upload-acl-type hive.s3.user-agent-prefix hive.security hive.single-statement-writes hive.size-based-split-weights-enabled
hive.skip-deletion-for-alter hive.skip-target-cleanup-on-rollback hive.sorted-writing hive.split-loader-concurrency hive.storage-format
hive.table-statistics-enabled hive.target-max-file-size hive.temporary-staging-directory-enabled hive.temporary-staging-directory-path hive.text.max-line-length
hive.timestamp-precision hive.transaction-heartbeat-interval hive.transaction-heartbeat-threads hive.translate-hive-views hive.user-metastore-cache-maximum-size
hive.user-metastore-cache-ttl hive.validate-bucketing hive.views-execution.enabled hive.write-validation-threads local.location max-open-sort-files
parquet.experimental.vectorized-decoding.enabled parquet.ignore-statistics parquet.max-buffer-size parquet.max-merge-distance parquet.max-read-block-row-count
parquet.max-read-block-size parquet.optimized-writer.validation-percentage parquet.small-file-threshold parquet.use-bloom-filter parquet.use-column-index
parquet.writer.batch-size parquet.writer.block-size parquet.writer.page-size parquet.writer.page-value-count parquet.writer.validation-percentage
s3.application-id s3.aws-access-key s3.aws-secret-key s3.canned-acl s3.connection-max-idle-time s3.connection-ttl s3.cross-region-access s3.endpoint
s3.exclusive-create s3.external-id s3.http-proxy s3.http-proxy.non-proxy-hosts s3.http-proxy.password s3.http-proxy.preemptive-basic-auth s3.http-proxy.secure
s3.http-proxy.username s3.iam-role s3.max-connections s3.max-error-retries s3.path-style-access s3.region s3.requester-pays s3.retry-mode s3.role-session-name
s3.security-mapping.colon-replacement s3.security-mapping.config-file s3.security-mapping.config-uri s3.security-mapping.enabled
s3.security-mapping.iam-role-credential-name s3.security-mapping.json-pointer s3.security-mapping.kms-key-id-credential-name s3.security-mapping.refresh-period
s3.security-mapping.sse-customer-key-credential-name s3.signer-type s3.socket-connect-timeout s3.socket-read-timeout s3.sse.customer-key s3.sse.kms-key-id
s3.sse.type s3.storage-class s3.streaming.part-size s3.sts.endpoint s3.sts.region s3.tcp-keep-alive s3.use-web-identity-token-credentials-provider
writer-sort-buffer-size`,
  clickhouse: `
clickhouse.map-string-as-varchar`,
  postgresql: `
postgresql.array-mapping postgresql.experimental.array-mapping postgresql.experimental.enable-string-pushdown-with-collate postgresql.fetch-size
postgresql.include-system-tables`,
  iceberg: `
iceberg.add-files-procedure.enabled iceberg.add_files-procedure.enabled iceberg.allowed-extra-properties iceberg.bucket-execution iceberg.catalog.type
iceberg.compression-codec iceberg.delete-schema-locations-fallback iceberg.dynamic-filtering.wait-timeout iceberg.expire-snapshots.min-retention
iceberg.expire_snapshots.min-retention iceberg.extended-statistics.collect-on-write iceberg.extended-statistics.enabled iceberg.file-based-conflict-detection
iceberg.file-format iceberg.format-version iceberg.glue.cache-table-metadata iceberg.hive-catalog-name iceberg.hive-catalog.locking-enabled
iceberg.idle-writer-min-file-size iceberg.incremental-refresh-enabled iceberg.jdbc-catalog.catalog-name iceberg.jdbc-catalog.connection-password
iceberg.jdbc-catalog.connection-url iceberg.jdbc-catalog.connection-user iceberg.jdbc-catalog.default-warehouse-dir iceberg.jdbc-catalog.driver-class
iceberg.jdbc-catalog.retryable-status-codes iceberg.jdbc-catalog.schema-version iceberg.materialized-views.hide-storage-table
iceberg.materialized-views.storage-schema iceberg.max-commit-retry iceberg.max-partitions-per-writer iceberg.metadata-cache.enabled iceberg.metadata.parallelism
iceberg.minimum-assigned-split-weight iceberg.nessie-catalog.authentication.token iceberg.nessie-catalog.authentication.type
iceberg.nessie-catalog.client-api-version iceberg.nessie-catalog.connection-timeout iceberg.nessie-catalog.default-warehouse-dir
iceberg.nessie-catalog.enable-compression iceberg.nessie-catalog.read-timeout iceberg.nessie-catalog.ref iceberg.nessie-catalog.uri
iceberg.object-store-layout.enabled iceberg.planning-threads iceberg.projection-pushdown-enabled iceberg.query-partition-filter-required
iceberg.query-partition-filter-required-schemas iceberg.register-table-procedure.enabled iceberg.remove-orphan-files.min-retention
iceberg.remove_orphan_files.min-retention iceberg.rest-catalog.case-insensitive-name-matching iceberg.rest-catalog.case-insensitive-name-matching.cache-ttl
iceberg.rest-catalog.nested-namespace-enabled iceberg.rest-catalog.oauth2.credential iceberg.rest-catalog.oauth2.scope iceberg.rest-catalog.oauth2.server-uri
iceberg.rest-catalog.oauth2.token iceberg.rest-catalog.oauth2.token-refresh-enabled iceberg.rest-catalog.prefix iceberg.rest-catalog.security
iceberg.rest-catalog.session iceberg.rest-catalog.session-timeout iceberg.rest-catalog.signing-name iceberg.rest-catalog.sigv4-enabled iceberg.rest-catalog.uri
iceberg.rest-catalog.vended-credentials-enabled iceberg.rest-catalog.view-endpoints-enabled iceberg.rest-catalog.warehouse iceberg.security
iceberg.snowflake-catalog.account-uri iceberg.snowflake-catalog.database iceberg.snowflake-catalog.password iceberg.snowflake-catalog.role
iceberg.snowflake-catalog.user iceberg.sorted-writing-enabled iceberg.split-manager-threads iceberg.table-statistics-enabled iceberg.target-max-file-size
iceberg.unique-table-location iceberg.use-file-size-from-metadata`,
  memory: `
memory.enable-lazy-dynamic-filtering memory.max-data-per-node memory.splits-per-node`,
  kafka: `
kafka.buffer-size kafka.config.resources kafka.confluent-schema-registry-client-cache-size kafka.confluent-schema-registry-url
kafka.confluent-subjects-cache-refresh-interval kafka.default-schema kafka.empty-field-strategy kafka.hide-internal-columns kafka.internal-column-prefix
kafka.messages-per-split kafka.nodes kafka.protobuf-any-support-enabled kafka.security-protocol kafka.ssl.endpoint-identification-algorithm
kafka.ssl.key.password kafka.ssl.keystore.location kafka.ssl.keystore.password kafka.ssl.keystore.type kafka.ssl.truststore.location
kafka.ssl.truststore.password kafka.ssl.truststore.type kafka.table-description-dir kafka.table-description-supplier kafka.table-names
kafka.timestamp-upper-bound-force-push-down-enabled`,
  mysql: `
mysql.auto-reconnect mysql.connection-timeout mysql.jdbc.use-information-schema mysql.max-reconnects`,
  tpcds: `
tpcds.split-count tpcds.splits-per-node tpcds.with-no-sexism`,
  tpch: `
tpch.column-naming tpch.double-type-mapping tpch.max-rows-per-page tpch.partitioning-enabled tpch.predicate-pushdown-enabled tpch.splits-per-node
tpch.table-scan-redirection-catalog tpch.table-scan-redirection-schema`,
};
