/** Keys of config.properties, by the releases that read them: read from their own jars. Written by scripts/presto-keys.ts; do not edit. */
export const SERVER: Record<string, string> = {
  'presto-0.296 trino-476': `
analyzer.max-grouping-sets catalog.config-dir catalog.disabled-catalogs colocated-joins-enabled compiler.expression-cache-size coordinator cpu-cost-weight
db.location discovery-server.enabled discovery.max-age discovery.store-cache-ttl discovery.uri distributed-sort driver.max-page-partitioning-buffer-size
enable-dynamic-filtering event-listener.config-files event.max-output-stage-size exchange.acknowledge-pages exchange.client-threads exchange.compression-codec
exchange.concurrent-request-multiplier exchange.max-buffer-size exchange.max-error-duration exchange.max-response-size
exchange.page-buffer-client.max-callback-threads experimental.enable-stats-calculator experimental.iterative-optimizer-timeout experimental.max-spill-per-node
experimental.query-max-spill-per-node experimental.spill-encryption-enabled failure-detector.enabled failure-detector.expiration-grace-interval
failure-detector.heartbeat-interval failure-detector.threshold failure-detector.warmup-interval http-server.accept-queue-size
http-server.authentication.oauth2.access-token-issuer http-server.authentication.oauth2.additional-audiences http-server.authentication.oauth2.auth-url
http-server.authentication.oauth2.challenge-timeout http-server.authentication.oauth2.client-id http-server.authentication.oauth2.client-secret
http-server.authentication.oauth2.issuer http-server.authentication.oauth2.jwks-url http-server.authentication.oauth2.max-clock-skew
http-server.authentication.oauth2.oidc.discovery http-server.authentication.oauth2.oidc.discovery.timeout
http-server.authentication.oauth2.oidc.use-userinfo-endpoint http-server.authentication.oauth2.principal-field http-server.authentication.oauth2.refresh-tokens
http-server.authentication.oauth2.refresh-tokens.issued-token.audience http-server.authentication.oauth2.refresh-tokens.issued-token.issuer
http-server.authentication.oauth2.refresh-tokens.issued-token.timeout http-server.authentication.oauth2.refresh-tokens.secret-key
http-server.authentication.oauth2.scopes http-server.authentication.oauth2.state-key http-server.authentication.oauth2.token-url
http-server.authentication.oauth2.user-mapping.file http-server.authentication.oauth2.user-mapping.pattern http-server.authentication.oauth2.userinfo-url
http-server.authentication.type http-server.http.acceptor-threads http-server.http.enabled http-server.http.port http-server.http.selector-threads
http-server.http2.input-buffer-size http-server.http2.max-concurrent-streams http-server.http2.session-receive-window-size http-server.http2.stream-idle-timeout
http-server.http2.stream-receive-window-size http-server.https.acceptor-threads http-server.https.enabled http-server.https.excluded-cipher
http-server.https.included-cipher http-server.https.keymanager.password http-server.https.keystore.key http-server.https.keystore.path http-server.https.port
http-server.https.secure-random-algorithm http-server.https.selector-threads http-server.https.ssl-session-cache-size http-server.https.ssl-session-timeout
http-server.https.truststore.key http-server.https.truststore.path http-server.log.compression.enabled http-server.log.enabled http-server.log.max-history
http-server.log.max-size http-server.log.path http-server.log.queue-size http-server.max-request-header-size http-server.max-response-header-size
http-server.net.max-idle-time http-server.show-stack-trace http-server.threads.max http-server.threads.max-idle-time http-server.threads.min
http.authentication.jwt.key-file http.authentication.jwt.required-audience http.authentication.jwt.required-issuer http.authentication.krb5.config
http.include-exception-in-response http.server.authentication.krb5.keytab http.server.authentication.krb5.service-name internal-communication.https.keystore.key
internal-communication.https.keystore.path internal-communication.https.required internal-communication.shared-secret jmx.rmiregistry.port jmx.rmiserver.port
join-distribution-type join-max-broadcast-table-size log.enable-console log.levels-file log.max-size log.output-file log.path memory-cost-weight
memory.heap-headroom-per-node network-cost-weight node-scheduler.include-coordinator node-scheduler.max-pending-splits-per-node-per-stage
node-scheduler.max-pending-splits-per-node-per-task node-scheduler.max-pending-splits-per-task node-scheduler.max-splits-per-node
node-scheduler.max-unacknowledged-splits-per-task node-scheduler.min-candidates node-scheduler.network-topology node.binary-spec node.bind-ip node.config-spec
node.environment node.external-address node.id node.internal-address node.internal-address-source node.ip node.location node.pool
optimizer.default-filter-factor-enabled optimizer.dictionary-aggregation optimizer.enable-intermediate-aggregations optimizer.force-single-node-output
optimizer.ignore-stats-calculator-failures optimizer.join-reordering-strategy optimizer.max-reordered-joins optimizer.optimize-metadata-queries
optimizer.optimize-top-n-row-number optimizer.prefer-partial-aggregation optimizer.push-aggregation-through-join optimizer.push-table-write-through-union
optimizer.skip-redundant-sort pages-index.eager-compaction-enabled plugin.config-dir plugin.dir pool query-manager.required-workers
query-manager.required-workers-max-wait query-results.compression-enabled query.client.timeout query.execution-policy query.hash-partition-count
query.low-memory-killer.policy query.manager-executor-pool-size query.max-concurrent-queries query.max-cpu-time query.max-execution-time query.max-history
query.max-length query.max-memory query.max-memory-per-node query.max-queued-queries query.max-run-time query.max-stage-count query.max-total-memory
query.min-expire-age query.min-schedule-split-batch-size query.remote-task.max-callback-threads query.remote-task.max-error-duration
query.schedule-split-batch-size query.stage-count-warning-threshold re2j.dfa-retries re2j.dfa-states-limit redistribute-writes regex-library scale-writers
service-inventory.update-interval service-inventory.uri shutdown.grace-period sink.max-buffer-size spatial-joins-enabled sql.forced-session-time-zone
store.gc-interval store.remote.max-batch-size store.remote.queue-size store.remote.replication-interval store.remote.update-interval store.tombstone-max-age
task.client.timeout task.concurrency task.cpu-timer-enabled task.http-response-threads task.http-timeout-threads task.info-update-interval task.info.max-age
task.initial-splits-per-node task.level-time-multiplier task.max-drivers-per-task task.max-index-memory task.max-local-exchange-buffer-size
task.max-partial-aggregation-memory task.max-worker-threads task.min-drivers task.min-drivers-per-task task.partitioned-writer-count
task.per-operator-cpu-timer-enabled task.share-index-loading task.split-concurrency-adjustment-interval task.statistics-cpu-timer-enabled
task.status-refresh-max-wait task.task-notification-threads task.task-yield-threads transaction.idle-check-interval transaction.idle-timeout
transaction.max-finishing-concurrency warning-collector.max-warnings writer-min-size`,
  'presto-0.296': `
analyzer-type arrayagg.implementation built-in-sidecar-functions-enabled canonicalized-json-extract catalog-server catalog-server-enabled
check-access-control-on-utilized-columns-only check-access-control-with-subfields cluster-overload.allowed-overload-workers-cnt
cluster-overload.allowed-overload-workers-pct cluster-overload.enable-throttling cluster-overload.overload-policy-type
cluster-resource-group-state-info-expiration-duration cluster-stats-expiration-duration cluster-tag cluster-ttl-provider-manager.type
cluster.overload-check-cache-ttl-secs cluster.required-coordinators-active cluster.required-resource-managers-active cluster.required-workers-active
concurrency-threshold-to-enable-resource-group-refresh concurrent-lifespans-per-task configuration-based-authorizer.role-regex-map.file-path
consider-query-filters-for-materialized-view-partitions coordinator-sidecar-enabled cte-filter-and-projection-pushdown-enabled
cte-heuristic-replication-threshold cte-materialization-strategy datasources default-view-security-mode deprecated.legacy-array-agg
deprecated.legacy-char-to-varchar-coercion deprecated.legacy-log-function deprecated.legacy-map-subscript deprecated.legacy-row-field-ordinal-access
deprecated.legacy-timestamp deprecated.legacy-unnest-array-rows disable-ipaddress-for-native-execution disable-timestamp-with-timezone-for-native-execution
distributed-index-joins-enabled dynamic-filtering-max-per-driver-row-count dynamic-filtering-max-per-driver-size dynamic-filtering-range-row-limit-per-driver
eager-plan-validation-enabled eager-plan-validation-thread-pool-size enforce-fixed-distribution-for-output-operator enhanced-cte-scheduling-enabled
event.query-progress-publish-interval exchange.async-page-transport-timeout exchange.checksum-enabled exchange.min-error-duration
exchange.response-size-exponential-moving-average-decaying-alpha exclude-invalid-worker-session-properties execution-policy.max-stage-count-for-eager-scheduling
experimental-functions-enabled experimental.adaptive-partial-aggregation experimental.adaptive-partial-aggregation-rows-reduction-ratio-threshold
experimental.aggregation-operator-unspill-memory-limit experimental.aggregation-spill-enabled experimental.allow-legacy-materialized-views-toggle
experimental.dedup-based-distinct-aggregation-spill-enabled experimental.distinct-aggregation-large-block-size-threshold
experimental.distinct-aggregation-large-block-spill-enabled experimental.distinct-aggregation-spill-enabled
experimental.dynamic-filtering-max-per-driver-row-count experimental.dynamic-filtering-max-per-driver-size
experimental.dynamic-filtering-range-row-limit-per-driver experimental.enable-dynamic-filtering experimental.enable-stats-collection-for-temporary-table
experimental.filter-and-project-min-output-page-row-count experimental.filter-and-project-min-output-page-size experimental.fragment-result-caching-enabled
experimental.internal-communication.binary-transport-enabled experimental.internal-communication.max-task-update-size
experimental.internal-communication.task-info-response-thrift-serde-enabled experimental.internal-communication.task-info-thrift-transport-enabled
experimental.internal-communication.task-update-request-thrift-serde-enabled experimental.internal-communication.thrift-transport-enabled
experimental.internal-communication.thrift-transport-protocol experimental.iterative-optimizer-enabled experimental.join-spill-enabled
experimental.json-serde-codegen-enabled experimental.legacy-materialized-views experimental.max-revocable-memory-per-node
experimental.max-total-running-task-count-to-not-execute-new-query experimental.memory-revoking-target experimental.memory-revoking-threshold
experimental.optimized-repartitioning experimental.optimizer.broadcast-join-with-small-build-unknown-probe
experimental.optimizer.partial-merge-pushdown-strategy experimental.optimizer.prefer-sort-merge-join experimental.optimizer.sorted-exchange-enabled
experimental.order-by-aggregation-spill-enabled experimental.order-by-spill-enabled experimental.pushdown-dereference-enabled
experimental.pushdown-subfields-enabled experimental.query-limit-spill-enabled experimental.reserved-pool-enabled
experimental.resource-aware-scheduling-strategy experimental.runtime-optimizer-enabled experimental.spill-compression-codec experimental.spill-enabled
experimental.spiller-max-used-space-threshold experimental.spiller-spill-path experimental.spiller-threads experimental.spiller.max-revocable-task-memory
experimental.spiller.single-stream-spiller-choice experimental.spiller.spiller-temp-storage experimental.spiller.task-spilling-strategy
experimental.task.high-memory-task-killer-enabled experimental.task.high-memory-task-killer-frequent-full-gc-duration-threshold
experimental.task.high-memory-task-killer-heap-memory-threshold experimental.task.high-memory-task-killer-reclaim-memory-threshold
experimental.task.high-memory-task-killer-strategy experimental.task.info-update-refresh-max-wait experimental.task.memory-based-slowdown-threshold
experimental.temp-storage-buffer-size experimental.topn-operator-unspill-memory-limit experimental.topn-spill-enabled experimental.window-spill-enabled
expression-optimizer-name failure-detector.exponential-decay-seconds fast-inequality-joins field-names-in-json-cast-enabled fragment-result-cache.base-directory
fragment-result-cache.block-encoding-compression-codec fragment-result-cache.cache-ttl fragment-result-cache.enabled
fragment-result-cache.input-data-stats-enabled fragment-result-cache.max-cache-size fragment-result-cache.max-cached-entries
fragment-result-cache.max-in-flight-size fragment-result-cache.max-single-pages-size function-namespace.config-dir global-query-retry-failure-limit
global-query-retry-failure-window grouped-execution-enabled hbo.history-matching-threshold hbo.max-last-runs-history histogram.implementation
http-server.admin.enabled http-server.admin.port http-server.admin.threads.max http-server.admin.threads.min http-server.auth.users-file
http-server.authentication.allow-forwarded-https http-server.authentication.oauth2.groups-field http-server.authorization.allow-unsecured-requests
http-server.authorization.default-allowed-roles http-server.authorization.default-policy http-server.authorization.enabled http-server.https.sni-host-check
http-server.request-stats.enabled http-server.timeout-concurrency http-server.timeout-threads http-server.uri-compliance.mode
http.authentication.krb5.credential-cache http.authentication.krb5.keytab http.authentication.krb5.principal-hostname
http.authentication.krb5.use-canonical-hostname hyperloglog-standard-error-warning-threshold index-loader-timeout inline-sql-functions
internal-communication.https.excluded-cipher internal-communication.https.included-cipher internal-communication.https.trust-store-password
internal-communication.https.trust-store-path internal-communication.jwt.enabled internal-communication.kerberos.enabled
internal-communication.kerberos.use-canonical-hostname internal-communication.memoize-dead-nodes-enabled
internal-communication.node-discovery-polling-interval-millis internal-communication.node-stats-refresh-interval-millis
internal-communication.server-info-communication-protocol internal-communication.task-communication-protocol is-allow-window-order-by-literals
jmx-http-rpc.password jmx-http-rpc.username khyperloglog-agg-group-limit legacy-json-cast limit-khyperloglog-agg-group-number-enabled
list-built-in-functions-only log-formatted-query-enabled log-invoked-function-names-enabled log.max-history log.max-size-in-bytes
materialized-view-allow-full-refresh-enabled materialized-view-data-consistency-enabled maven.repo.local maven.repo.remote max-concurrent-materializations
max-failed-task-percentage max-prefixes-count max-query-running-task-count max-total-running-task-count-to-kill-query max_serializable_object_size
memory.verbose-exceeded-memory-limit-errors-enabled min-columnar-encoding-channels-to-prefer-row-wise-encoding multimapagg.implementation
native-enforce-join-build-input-partition native-execution-enabled native-execution-executable-path native-execution-process-reuse-enabled
native-execution-program-arguments native-execution-scale-writer-threads-enabled native-execution-type-rewrite-enabled native-sidecar-registry-tool.num-retries
native-sidecar-registry-tool.retry-delay-ms nested-data-serialization-enabled node-scheduler.consistent-hashing-min-virtual-node-count
node-scheduler.max-preferred-nodes node-scheduler.max-splits-per-task node-scheduler.node-selection-hash-strategy
node-scheduler.schedule-splits-based-on-task-load node-ttl-fetcher-manager.initial-delay-before-refresh node-ttl-fetcher-manager.stale-ttl-threshold
node-ttl-fetcher-manager.type offset-clause-enabled optimize-common-sub-expressions optimize-nulls-in-join optimize-payload-joins
optimized-scale-writer-producer-buffer optimizer.add-distinct-below-semi-join-build optimizer.add-exchange-below-partial-aggregation-over-group-id
optimizer.add-partial-node-for-row-number-with-limit optimizer.aggregation-if-to-filter-rewrite-strategy optimizer.aggregation-partition-merging
optimizer.broadcast-semi-join-for-delete optimizer.confidence-based-broadcast optimizer.default-join-selectivity-coefficient
optimizer.default-writer-replication-coefficient optimizer.enforce-timeout-for-hbo-query-registration optimizer.exploit-constraints
optimizer.generate-domain-filters optimizer.handle-complex-equi-joins optimizer.history-based-optimizer-estimate-size-using-variables
optimizer.history-based-optimizer-plan-canonicalization-strategies optimizer.history-based-optimizer-timeout optimizer.history-canonical-plan-node-limit
optimizer.in-predicates-as-inner-joins-enabled optimizer.include-values-node-in-connector-optimizer optimizer.inequality-join-pushdown-enabled
optimizer.infer-inequality-predicates optimizer.inline-projections-on-values optimizer.inner-join-pushdown-enabled optimizer.join-shard-count
optimizer.joins-not-null-inference-strategy optimizer.left-join-with-array-contains-to-equi-join-strategy optimizer.log-plans-used-in-history-based-optimizer
optimizer.merge-aggregations-with-and-without-filter optimizer.merge-duplicate-aggregations optimizer.optimize-case-expression-predicate
optimizer.optimize-conditional-aggregation-enabled optimizer.optimize-constant-approx-distinct optimizer.optimize-constant-grouping-keys
optimizer.optimize-hash-generation optimizer.optimize-joins-with-empty-sources optimizer.optimize-metadata-queries-call-threshold
optimizer.optimize-metadata-queries-ignore-stats optimizer.optimize-mixed-distinct-aggregations optimizer.optimize-multiple-approx-percentile-on-same-field
optimizer.optimize-probe-for-empty-build-runtime optimizer.partial-aggregation-byte-reduction-threshold optimizer.partial-aggregation-strategy
optimizer.prefer-merge-join-for-sorted-inputs optimizer.prefilter-for-groupby-limit optimizer.print-estimated-stats-from-cache
optimizer.pull-up-expression-from-lambda optimizer.push-aggregation-below-join-byte-reduction-threshold
optimizer.push-down-filter-expression-evaluation-through-cross-join optimizer.push-limit-through-outer-join optimizer.push-remote-exchange-through-group-id
optimizer.pushdown-subfield-for-map-functions optimizer.query-types-enabled-for-hbo optimizer.quick-distinct-limit-enabled
optimizer.randomize-null-source-key-in-semi-join-strategy optimizer.randomize-outer-join-null-key optimizer.randomize-outer-join-null-key-strategy
optimizer.remove-cross-join-with-single-constant-row optimizer.remove-redundant-cast-to-varchar-in-join optimizer.remove-redundant-distinct-aggregation-enabled
optimizer.retry-query-with-history-based-optimization optimizer.rewrite-constant-array-contains-to-in
optimizer.rewrite-cross-join-with-array-contains-filter-to-inner-join optimizer.rewrite-cross-join-with-array-not-contains-filter-to-anti-join
optimizer.rewrite-cross-join-with-or-filter-to-inner-join optimizer.rewrite-expression-with-constant-variable
optimizer.rewrite-left-join-with-null-filter-to-semi-join optimizer.rewrite-minBy-maxBy-to-topN-enabled optimizer.segmented-aggregation-enabled
optimizer.sharded-join-strategy optimizer.simplify-plan-with-empty-input optimizer.size-based-join-distribution-type-enabled
optimizer.skip-hash-generation-for-join-with-table-scan-input optimizer.track-history-based-plan-statistics optimizer.track-history-stats-from-failed-queries
optimizer.track-partial-aggregation-history optimizer.treat-low-confidence-zero-estimation-as-unknown
optimizer.use-defaults-for-correlated-aggregation-pushdown-through-outer-joins optimizer.use-hbo-for-scaled-writers optimizer.use-histograms
optimizer.use-history-based-plan-statistics optimizer.use-mark-distinct optimizer.use-partial-aggregation-history optimizer.use-perfectly-consistent-histories
optimizer.utilize-unique-property-in-query-planning parse-decimal-literals-as-double partial-results-completion-ratio-threshold partial-results-enabled
partial-results-max-execution-time-multiplier partitioning-precision-strategy per-query-retry-limit per-query-retry-max-execution-time
permissions.authorized-identity-selection-enabled permissions.enable-sql-query-text-context-field plan-checker.config-dir planner.leaf-node-limit-enabled
planner.max-leaf-nodes-in-plan planner.query-analyzer-timeout plugin.bundles plugin.disabled-connectors pool-type pre-process-metadata-calls
prefer-distributed-union presto-spark-execution-environment presto.default-namespace presto.version print-stats-for-non-join-query
pushdown-subfields-from-lambda-enabled query-manager.enable-worker-isolation query-manager.experimental.query-submission-max-threads
query-manager.experimental.required-coordinator-sidecars-max-wait query-manager.experimental.required-coordinators
query-manager.experimental.required-coordinators-max-wait query-manager.experimental.required-resource-managers query-manager.rate-limiter-bucket-max-size
query-manager.rate-limiter-cache-limit query-manager.rate-limiter-cache-window-minutes query-optimization-with-materialized-view-enabled
query.cte-partitioning-provider-catalog query.exchange-materialization-strategy query.initial-hash-partitions query.low-memory-killer.delay query.max-age
query.max-broadcast-memory query.max-output-positions query.max-output-size query.max-queued-time query.max-scan-raw-input-bytes query.max-total-memory-per-node
query.max-written-intermediate-bytes query.partitioning-provider-catalog query.remote-task.min-error-duration query.soft-max-memory
query.soft-max-memory-per-node query.soft-max-total-memory query.soft-max-total-memory-per-node query.use-streaming-exchange-for-mark-distinct raft.groupId
raft.isEnabled raft.port raft.storageDir reactor.cipher-suites reactor.compression-ratio-threshold reactor.connect-timeout reactor.enable-http2-compression
reactor.event-loop-thread-count reactor.evict-background-time reactor.https-enabled reactor.keystore-password reactor.keystore-path reactor.max-connections
reactor.max-frame-size reactor.max-idle-time reactor.max-initial-window-size reactor.max-stream-per-channel reactor.min-connections
reactor.netty-http-client-enabled reactor.payload-compression-threshold reactor.pending-acquire-timeout reactor.request-timeout reactor.selector-thread-count
reactor.tcp-buffer-size reactor.tcp-write-buffer-water-mark-high reactor.tcp-write-buffer-water-mark-low reactor.truststore-path
recoverable-grouped-execution-enabled reduce-agg-for-complex-types-enabled resource-group-runtimeinfo-refresh-interval resource-manager resource-manager-enabled
resource-manager.completed-query-expiration-timeout resource-manager.executor-threads resource-manager.heartbeat-concurrency
resource-manager.heartbeat-http-enabled resource-manager.heartbeat-threads resource-manager.max-completed-queries resource-manager.memory-pool-fetch-interval
resource-manager.memory-pool-info-refresh-duration resource-manager.node-heartbeat-interval resource-manager.node-status-timeout
resource-manager.proxy-async-timeout resource-manager.query-expiration-timeout resource-manager.query-heartbeat-interval
resource-manager.resource-group-runtimeinfo-heartbeat-interval resource-manager.resource-group-runtimeinfo-timeout
resource-manager.resource-group-service-cache-enabled resource-manager.resource-group-service-cache-expire-interval
resource-manager.resource-group-service-cache-refresh-interval resource-manager.running-task-count-fetch-interval resources.reserved-system-memory
retry.allowed-domains retry.cross-cluster-error-codes retry.enabled retry.require-https session-property-provider.config-dir
simple-ttl-node-selector.default-execution-time-estimate simple-ttl-node-selector.fallback-to-simple-node-selection
simple-ttl-node-selector.use-default-execution-time-estimate-as-fallback single-node-execution-enabled
spark.assign-bucket-to-partition-for-partitioned-table-write-enabled spooling-output-buffer-enabled spooling-output-buffer-temp-storage
spooling-output-buffer-threshold sql.parser.enhanced-error-reporting stage.max-tasks-per-stage streaming-for-partial-aggregation-enabled
table-finish-operator-memory-tracking-enabled task.allocation-tracking-enabled task.enable-event-loop task.event-loop-slow-method-threshold
task.http-timeout-concurrency task.interrupt-runaway-splits-timeout task.legacy-lifespan-completion-condition task.per-operator-allocation-tracking-enabled
task.shard.max-threads task.task-priority-tracking task.update-size-tracking-enabled task.verbose-stats task.writer-count thrift.client.addresses
thrift.client.connection-pool.enabled thrift.client.connection-pool.idle-timeout thrift.client.connection-pool.max-connections-per-destination
thrift.client.connection-pool.max-size thrift.client.native-transport.enabled thrift.client.retry-same-address thrift.client.socks-proxy
thrift.client.ssl-context.refresh-time thrift.client.thread-count thrift.server.accept-backlog thrift.server.allow-plaintext
thrift.server.assume-clients-support-out-of-order-responses thrift.server.io-thread-count thrift.server.max-frame-size thrift.server.native-transport.enabled
thrift.server.port thrift.server.request-timeout thrift.server.ssl-context.refresh-time thrift.server.ssl.ciphers thrift.server.ssl.enabled
thrift.server.ssl.key thrift.server.ssl.key-password thrift.server.ssl.session-cache-size thrift.server.ssl.session-timeout thrift.server.ssl.trust-certificate
thrift.server.stats.enabled thrift.server.worker-thread-count tracing.distributed-tracing-mode tracing.enable-distributed-tracing tracing.tracer-type
transaction.companion-catalogs type-manager.config-dir use-alternative-function-signatures use-connector-provided-serialization-codecs use-new-nan-definition
verbose-runtime-stats-enabled warn-on-common-nan-patterns warn-on-no-table-layout-filter warning-collector.warning-handling`,
  'trino-476': `
access-control.config-files adaptive-partial-aggregation.enabled adaptive-partial-aggregation.unique-rows-ratio-threshold
aggregation-operator-unspill-memory-limit bootstrap.quiet catalog.management catalog.prune.enabled catalog.prune.update-interval catalog.read-only catalog.store
collect-plan-statistics-for-all-queries compiler.specialized-aggregation-loops deprecated.http-server.authentication.oauth2.groups-field
deprecated.legacy-catalog-roles deprecated.omit-datetime-type-precision deprecated.regex-library driver.page-partitioning-buffer-pool-size
dynamic-filtering.large-broadcast.max-distinct-values-per-driver dynamic-filtering.large-broadcast.max-size-per-driver
dynamic-filtering.large-broadcast.max-size-per-operator dynamic-filtering.large-broadcast.range-row-limit-per-driver
dynamic-filtering.large-partitioned.max-distinct-values-per-driver dynamic-filtering.large-partitioned.max-size-per-driver
dynamic-filtering.large-partitioned.max-size-per-operator dynamic-filtering.large-partitioned.range-row-limit-per-driver
dynamic-filtering.large.max-distinct-values-per-driver dynamic-filtering.large.max-size-per-driver dynamic-filtering.large.max-size-per-filter
dynamic-filtering.large.max-size-per-operator dynamic-filtering.large.range-row-limit-per-driver
dynamic-filtering.small-broadcast.max-distinct-values-per-driver dynamic-filtering.small-broadcast.max-size-per-driver
dynamic-filtering.small-broadcast.max-size-per-operator dynamic-filtering.small-broadcast.range-row-limit-per-driver
dynamic-filtering.small-partitioned.max-distinct-values-per-driver dynamic-filtering.small-partitioned.max-size-per-driver
dynamic-filtering.small-partitioned.max-size-per-operator dynamic-filtering.small-partitioned.range-row-limit-per-driver
dynamic-filtering.small.max-distinct-values-per-driver dynamic-filtering.small.max-size-per-driver dynamic-filtering.small.max-size-per-filter
dynamic-filtering.small.max-size-per-operator dynamic-filtering.small.range-row-limit-per-driver dynamic-row-filtering.selectivity-threshold
enable-dynamic-row-filtering enable-forced-exchange-below-group-id enable-large-dynamic-filters enable-stats-calculator exchange.compression-enabled
exchange.data-integrity-verification exchange.deduplication-buffer-size experimental.columnar-filter-evaluation.enabled experimental.concurrent-startup
experimental.thread-per-driver-scheduler-enabled fault-tolerant-execution-adaptive-join-reordering-enabled
fault-tolerant-execution-adaptive-join-reordering-min-size-threshold fault-tolerant-execution-adaptive-join-reordering-size-difference-ratio
fault-tolerant-execution-adaptive-query-planning-enabled fault-tolerant-execution-arbitrary-distribution-compute-task-target-size-growth-factor
fault-tolerant-execution-arbitrary-distribution-compute-task-target-size-growth-period
fault-tolerant-execution-arbitrary-distribution-compute-task-target-size-max fault-tolerant-execution-arbitrary-distribution-compute-task-target-size-min
fault-tolerant-execution-arbitrary-distribution-write-task-target-size-growth-factor
fault-tolerant-execution-arbitrary-distribution-write-task-target-size-growth-period fault-tolerant-execution-arbitrary-distribution-write-task-target-size-max
fault-tolerant-execution-arbitrary-distribution-write-task-target-size-min fault-tolerant-execution-coordinator-task-memory
fault-tolerant-execution-eager-speculative-tasks-node-memory-overcommit fault-tolerant-execution-eager-speculative-tasks-node_memory-overcommit
fault-tolerant-execution-exchange-encryption-enabled fault-tolerant-execution-hash-distribution-compute-task-target-size
fault-tolerant-execution-hash-distribution-compute-task-to-node-min-ratio fault-tolerant-execution-hash-distribution-write-task-target-max-count
fault-tolerant-execution-hash-distribution-write-task-target-size fault-tolerant-execution-hash-distribution-write-task-to-node-min-ratio
fault-tolerant-execution-max-partition-count fault-tolerant-execution-max-task-split-count
fault-tolerant-execution-memory-requirement-increase-on-worker-crash-enabled fault-tolerant-execution-min-partition-count
fault-tolerant-execution-min-partition-count-for-write fault-tolerant-execution-min-source-stage-progress fault-tolerant-execution-partition-count
fault-tolerant-execution-runtime-adaptive-partitioning-enabled fault-tolerant-execution-runtime-adaptive-partitioning-max-task-size
fault-tolerant-execution-runtime-adaptive-partitioning-partition-count fault-tolerant-execution-small-stage-estimation-enabled
fault-tolerant-execution-small-stage-estimation-threshold fault-tolerant-execution-small-stage-require-no-more-partitions
fault-tolerant-execution-small-stage-source-size-multiplier fault-tolerant-execution-stage-estimation-for-eager-parent-enabled
fault-tolerant-execution-standard-split-size fault-tolerant-execution-task-descriptor-storage-high-water-mark
fault-tolerant-execution-task-descriptor-storage-low-water-mark fault-tolerant-execution-task-descriptor-storage-max-memory fault-tolerant-execution-task-memory
fault-tolerant-execution-task-memory-estimation-quantile fault-tolerant-execution-task-memory-growth-factor
fault-tolerant-execution-task-runtime-memory-estimation-overhead fault-tolerant-execution.exchange-encryption-enabled
fault-tolerant-execution.memory-requirement-increase-on-worker-crash-enabled filter-and-project-min-output-page-row-count
filter-and-project-min-output-page-size force-spilling-join-operator header-authenticator.config-files hide-inaccessible-columns
http-server.authentication.allow-insecure-over-http http-server.authentication.certificate.user-mapping.file
http-server.authentication.certificate.user-mapping.pattern http-server.authentication.header.user-mapping.file
http-server.authentication.header.user-mapping.pattern http-server.authentication.insecure.user-mapping.file
http-server.authentication.insecure.user-mapping.pattern http-server.authentication.jwt.key-file http-server.authentication.jwt.principal-field
http-server.authentication.jwt.required-audience http-server.authentication.jwt.required-issuer http-server.authentication.jwt.user-mapping.file
http-server.authentication.jwt.user-mapping.pattern http-server.authentication.krb5.keytab http-server.authentication.krb5.name-type
http-server.authentication.krb5.principal-hostname http-server.authentication.krb5.service-name http-server.authentication.krb5.user-mapping.file
http-server.authentication.krb5.user-mapping.pattern http-server.authentication.oauth2.audience http-server.authentication.oauth2.end-session-url
http-server.authentication.oauth2.jwt-type http-server.authentication.password.user-mapping.file http-server.authentication.password.user-mapping.pattern
http-server.buffer-pool-type http-server.compression.enabled http-server.https.automatic-shared-secret http-server.https.ssl-context.refresh-time
http-server.log.immediate-flush http-server.max-direct-memory http-server.max-heap-memory http-server.output-buffer-size http-server.process-forwarded
http.server.authentication.krb5.name-type http.server.authentication.krb5.principal-hostname incremental-hash-array-load-factor.enabled
internal-communication.http2.enabled internal-communication.https.truststore.key internal-communication.https.truststore.path iterative-optimizer-timeout
jmx.base-name log.annotation-file log.compression log.console-format log.format log.max-total-size management.user management.user.https-enabled
max-memory-per-partition-writer max-recursion-depth max-spill-per-node max-tasks-waiting-for-execution-per-query max-tasks-waiting-for-node-per-query
max-tasks-waiting-for-node-per-stage memory-revoking-target memory-revoking-threshold node-scheduler.allowed-no-matching-node-period
node-scheduler.exhausted-node-wait-period node-scheduler.max-adjusted-pending-splits-per-task node-scheduler.min-pending-splits-per-task
node-scheduler.network-topology.file node-scheduler.network-topology.refresh-period node-scheduler.network-topology.segments
node-scheduler.network-topology.subnet.cidr-prefix-lengths node-scheduler.network-topology.subnet.ip-address-protocol node-scheduler.network-topology.type
node-scheduler.optimized-local-scheduling node-scheduler.policy node-scheduler.splits-balancing-policy node.annotation-file openmetrics.jmx-object-names
optimizer.allow-unsafe-pushdown optimizer.complex-expression-pushdown.enabled optimizer.distinct-aggregations-strategy
optimizer.experimental-max-prefetched-information-schema-prefixes optimizer.filter-conjunction-independence-factor optimizer.ignore-downstream-preferences
optimizer.join-multi-clause-independence-factor optimizer.join-partitioned-build-min-row-count optimizer.mark-distinct-strategy
optimizer.merge-project-with-values optimizer.min-input-rows-per-task optimizer.min-input-size-per-task
optimizer.non-estimatable-predicate-approximation.enabled optimizer.optimize-duplicate-insensitive-joins optimizer.optimize-top-n-ranking
optimizer.plan-with-table-node-partitioning optimizer.pre-aggregate-case-aggregations.enabled optimizer.predicate-pushdown-use-table-properties
optimizer.push-aggregation-through-outer-join optimizer.push-filter-into-values-max-row-count optimizer.push-partial-aggregation-through-join
optimizer.rewrite-filtering-semi-join-to-inner-join optimizer.table-scan-node-partitioning-min-bucket-to-task-ratio optimizer.use-cost-based-partitioning
optimizer.use-exact-partitioning optimizer.use-legacy-window-filter-pushdown optimizer.use-table-scan-node-partitioning password-authenticator.config-files
protocol.spooling.enabled protocol.spooling.encoding.compression.threshold protocol.spooling.encoding.json+lz4.enabled
protocol.spooling.encoding.json+zstd.enabled protocol.spooling.encoding.json.enabled protocol.spooling.initial-segment-size protocol.spooling.inlining.enabled
protocol.spooling.inlining.max-rows protocol.spooling.inlining.max-size protocol.spooling.max-segment-size protocol.spooling.maximum-segment-size
protocol.spooling.retrieval-mode protocol.spooling.shared-secret-key protocol.v1.alternate-header-name
protocol.v1.prepared-statement-compression.length-threshold protocol.v1.prepared-statement-compression.min-gain query-max-spill-per-node query-retry-attempts
query.determine-partition-count-for-write-enabled query.dispatcher-query-pool-size query.executor-pool-size query.info-url-template
query.max-hash-partition-count query.max-planning-time query.max-scan-physical-bytes query.max-split-manager-callback-threads
query.max-state-machine-callback-threads query.max-writer-task-count query.min-hash-partition-count query.min-hash-partition-count-for-write
query.remote-task.enable-adaptive-request-size query.remote-task.guaranteed-splits-per-task query.remote-task.max-request-size
query.remote-task.request-size-headroom query.reported-rule-stats-limit retry-delay-scale-factor retry-initial-delay retry-max-delay retry-policy
secrets-plugins-dir sink.max-broadcast-buffer-size spill-compression-codec spill-compression-enabled spill-enabled spill-encryption-enabled
spiller-max-used-space-threshold spiller-spill-path spiller-threads sql.default-catalog sql.default-function-catalog sql.default-function-schema
sql.default-schema sql.path statistics-precalculation-for-pushdown.enabled task-retry-attempts-per-task task.driver-timeout-threads
task.interrupt-stuck-split-tasks-detection-interval task.interrupt-stuck-split-tasks-enabled task.interrupt-stuck-split-tasks-timeout
task.interrupt-stuck-split-tasks-warning-threshold task.low-memory-killer.policy task.max-partial-top-n-memory task.max-writer-count task.min-writer-count
task.scale-writers.enabled task.scale-writers.max-writer-count task.termination-timeout tracing.enabled tracing.exporter.endpoint tracing.exporter.protocol
tracing.sampling-ratio use-preferred-write-partitioning web-ui.authentication.type web-ui.enabled web-ui.preview.enabled web-ui.session-timeout
web-ui.shared-secret web-ui.user writer-scaling-min-data-processed`,
};
