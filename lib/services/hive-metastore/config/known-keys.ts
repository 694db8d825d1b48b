import { KeyTable, namesOf } from '../../../core/internal';

/** Keys by release lines, by both of their names: those of MetastoreConf.ConfVars, which a test asks of it. */
export const KEYS: Record<string, string> = {
  '3.1': `
datanucleus.autoStartMechanismMode datanucleus.cache.level2 datanucleus.cache.level2.type datanucleus.connectionPool.maxPoolSize
datanucleus.connectionPoolingType datanucleus.identifierFactory datanucleus.plugin.pluginRegistryBundleCheck datanucleus.rdbms.initializeColumnInfo
datanucleus.rdbms.useLegacyNativeValueStrategy datanucleus.schema.autoCreateAll datanucleus.schema.validateColumns datanucleus.schema.validateConstraints
datanucleus.schema.validateTables datanucleus.storeManagerType datanucleus.transactionIsolation hive.added.jars.path hive.async.log.enabled
hive.cluster.delegation.key.update-interval hive.cluster.delegation.token.gc-interval hive.cluster.delegation.token.max-lifetime
hive.cluster.delegation.token.renew-interval hive.cluster.delegation.token.store.class hive.compactor.history.reaper.interval
hive.compactor.history.retention.attempted hive.compactor.history.retention.failed hive.compactor.history.retention.succeeded
hive.compactor.initiator.failed.compacts.threshold hive.compactor.initiator.on hive.compactor.worker.threads hive.count.open.txns.interval
hive.create.as.acid hive.direct.sql.max.elements.in.clause hive.direct.sql.max.elements.values.clause hive.direct.sql.max.query.length
hive.exec.copyfile.maxnumfiles hive.exec.copyfile.maxsize hive.exec.default.partition.name hive.hmshandler.force.reload.conf hive.hmshandler.retry.attempts
hive.hmshandler.retry.interval hive.log4j.file hive.max.open.txns hive.metadata.export.location hive.metadata.move.exported.metadata.to.trash
hive.metastore.aggregate.stats.cache.clean.until hive.metastore.aggregate.stats.cache.enabled hive.metastore.aggregate.stats.cache.fpp
hive.metastore.aggregate.stats.cache.max.full hive.metastore.aggregate.stats.cache.max.partitions hive.metastore.aggregate.stats.cache.max.reader.wait
hive.metastore.aggregate.stats.cache.max.variance hive.metastore.aggregate.stats.cache.max.writer.wait hive.metastore.aggregate.stats.cache.size
hive.metastore.aggregate.stats.cache.ttl hive.metastore.alter.impl hive.metastore.authorization.storage.checks hive.metastore.batch.retrieve.max
hive.metastore.batch.retrieve.table.partition.max hive.metastore.cache.pinobjtypes hive.metastore.cached.rawstore.cache.update.frequency
hive.metastore.cached.rawstore.cached.object.blacklist hive.metastore.cached.rawstore.cached.object.whitelist hive.metastore.cached.rawstore.impl
hive.metastore.cached.rawstore.max.cache.memory hive.metastore.client.capability.check hive.metastore.client.connect.retry.delay
hive.metastore.client.kerberos.principal hive.metastore.client.socket.lifetime hive.metastore.client.socket.timeout hive.metastore.connect.retries
hive.metastore.dbaccess.ssl.properties hive.metastore.direct.sql.batch.size hive.metastore.disallow.incompatible.col.type.changes
hive.metastore.ds.connection.url.hook hive.metastore.end.function.listeners hive.metastore.event.clean.freq hive.metastore.event.db.listener.timetolive
hive.metastore.event.db.notification.api.auth hive.metastore.event.expiry.duration hive.metastore.event.listeners hive.metastore.event.message.factory
hive.metastore.execute.setugi hive.metastore.expression.proxy hive.metastore.failure.retries hive.metastore.filter.hook hive.metastore.fs.handler.class
hive.metastore.fshandler.threads hive.metastore.hbase.file.metadata.threads hive.metastore.init.hooks hive.metastore.initial.metadata.count.enabled
hive.metastore.integral.jdo.pushdown hive.metastore.kerberos.keytab.file hive.metastore.kerberos.principal hive.metastore.keystore.password
hive.metastore.keystore.path hive.metastore.limit.partition.request hive.metastore.materializations.invalidation.clean.frequency
hive.metastore.materializations.invalidation.impl hive.metastore.materializations.invalidation.max.duration hive.metastore.metrics.enabled
hive.metastore.orm.retrieveMapNullsAsEmptyStrings hive.metastore.partition.inherit.table.properties hive.metastore.partition.name.whitelist.pattern
hive.metastore.port hive.metastore.pre.event.listeners hive.metastore.rawstore.impl hive.metastore.runtime.stats.clean.frequency
hive.metastore.runtime.stats.max.age hive.metastore.sasl.enabled hive.metastore.schema.info.class hive.metastore.schema.verification
hive.metastore.schema.verification.record.version hive.metastore.server.max.message.size hive.metastore.server.max.threads hive.metastore.server.min.threads
hive.metastore.server.tcp.keepalive hive.metastore.stats.auto.analyze hive.metastore.stats.auto.analyze.noop.wait
hive.metastore.stats.auto.analyze.worker.count hive.metastore.stats.ndv.densityfunction hive.metastore.stats.ndv.tuner
hive.metastore.thrift.compact.protocol.enabled hive.metastore.thrift.framed.transport.enabled hive.metastore.token.signature
hive.metastore.transactional.event.listeners hive.metastore.truststore.password hive.metastore.truststore.path hive.metastore.try.direct.sql
hive.metastore.try.direct.sql.ddl hive.metastore.txn.store.impl hive.metastore.uri.resolver hive.metastore.uri.selection hive.metastore.uris
hive.metastore.use.SSL hive.metastore.warehouse.dir hive.metastore.warehouse.external.dir hive.metastore.wm.default.pool.size
hive.notification.sequence.lock.max.retries hive.notification.sequence.lock.retry.sleep.interval hive.repl.cm.enabled hive.repl.cm.interval
hive.repl.cm.retain hive.repl.cmrootdir hive.repl.rootdir hive.security.authorization.manager hive.security.metastore.authenticator.manager
hive.security.metastore.authorization.auth.reads hive.serdes.using.metastore.for.schema hive.service.metrics.codahale.reporter.classes
hive.service.metrics.file.frequency hive.service.metrics.file.location hive.service.metrics.reporter hive.ssl.protocol.blacklist hive.stats.autogather
hive.stats.default.aggregator hive.stats.default.publisher hive.stats.fetch.bitvector hive.strict.managed.tables hive.support.concurrency
hive.support.special.characters.tablename hive.test.bool hive.test.class hive.test.double hive.test.long hive.test.str hive.test.str.list hive.test.str.set
hive.test.time hive.test.time.validator.exclusive hive.test.time.validator.inclusive hive.timedout.txn.reaper.interval hive.timedout.txn.reaper.start
hive.txn.manager hive.txn.max.open.batch hive.txn.retryable.sqlex.regex hive.txn.timeout hive.users.in.admin.role hive.writeset.reaper.interval
javax.jdo.PersistenceManagerFactoryClass javax.jdo.option.ConnectionDriverName javax.jdo.option.ConnectionPassword javax.jdo.option.ConnectionURL
javax.jdo.option.ConnectionUserName javax.jdo.option.DetachAllOnCommit javax.jdo.option.Multithreaded javax.jdo.option.NonTransactionalRead
metastore.added.jars.path metastore.aggregate.stats.cache.clean.until metastore.aggregate.stats.cache.enabled metastore.aggregate.stats.cache.fpp
metastore.aggregate.stats.cache.max.full metastore.aggregate.stats.cache.max.partitions metastore.aggregate.stats.cache.max.reader.wait
metastore.aggregate.stats.cache.max.variance metastore.aggregate.stats.cache.max.writer.wait metastore.aggregate.stats.cache.size
metastore.aggregate.stats.cache.ttl metastore.alter.handler metastore.async.log.enabled metastore.authorization.storage.checks metastore.batch.retrieve.max
metastore.batch.retrieve.table.partition.max metastore.cache.pinobjtypes metastore.cached.rawstore.cache.update.frequency
metastore.cached.rawstore.cached.object.blacklist metastore.cached.rawstore.cached.object.whitelist metastore.cached.rawstore.catalogs
metastore.cached.rawstore.impl metastore.cached.rawstore.max.cache.memory metastore.catalog.default metastore.client.capability.check
metastore.client.connect.retry.delay metastore.client.kerberos.principal metastore.client.socket.lifetime metastore.client.socket.timeout
metastore.cluster.delegation.key.update-interval metastore.cluster.delegation.token.gc-interval metastore.cluster.delegation.token.max-lifetime
metastore.cluster.delegation.token.renew-interval metastore.cluster.delegation.token.store.class metastore.compactor.history.reaper.interval
metastore.compactor.history.retention.attempted metastore.compactor.history.retention.failed metastore.compactor.history.retention.succeeded
metastore.compactor.initiator.failed.compacts.threshold metastore.compactor.initiator.on metastore.compactor.worker.threads metastore.connect.retries
metastore.count.open.txns.interval metastore.create.as.acid metastore.dbaccess.ssl.properties metastore.default.partition.name
metastore.direct.sql.batch.size metastore.direct.sql.max.elements.in.clause metastore.direct.sql.max.elements.values.clause
metastore.direct.sql.max.query.length metastore.disallow.incompatible.col.type.changes metastore.ds.connection.url.hook metastore.dump.config.on.creation
metastore.end.function.listeners metastore.event.clean.freq metastore.event.db.listener.timetolive metastore.event.expiry.duration metastore.event.listeners
metastore.event.message.factory metastore.execute.setugi metastore.expression.proxy metastore.failure.retries metastore.file.metadata.threads
metastore.filter.hook metastore.fs.handler.class metastore.fshandler.threads metastore.hmshandler.force.reload.conf metastore.hmshandler.retry.attempts
metastore.hmshandler.retry.interval metastore.init.hooks metastore.initial.metadata.count.enabled metastore.integral.jdo.pushdown
metastore.kerberos.keytab.file metastore.kerberos.principal metastore.keystore.password metastore.keystore.path metastore.limit.partition.request
metastore.log4j.file metastore.materializations.invalidation.clean.frequency metastore.materializations.invalidation.impl
metastore.materializations.invalidation.max.duration metastore.max.open.txns metastore.metadata.export.location
metastore.metadata.move.exported.metadata.to.trash metastore.metastore.event.db.notification.api.auth metastore.metrics.enabled
metastore.metrics.file.frequency metastore.metrics.file.location metastore.metrics.reporters metastore.notification.sequence.lock.max.retries
metastore.notification.sequence.lock.retry.sleep.interval metastore.orm.retrieveMapNullsAsEmptyStrings metastore.partition.inherit.table.properties
metastore.partition.name.whitelist.pattern metastore.pre.event.listeners metastore.rawstore.impl metastore.repl.cm.enabled metastore.repl.cm.interval
metastore.repl.cm.retain metastore.repl.cmrootdir metastore.repl.copyfile.maxnumfiles metastore.repl.copyfile.maxsize metastore.repl.rootdir
metastore.sasl.enabled metastore.schema.info.class metastore.schema.verification metastore.schema.verification.record.version
metastore.serdes.using.metastore.for.schema metastore.server.max.message.size metastore.server.max.threads metastore.server.min.threads
metastore.server.tcp.keepalive metastore.ssl.protocol.blacklist metastore.stats.auto.analyze metastore.stats.auto.analyze.noop.wait
metastore.stats.auto.analyze.worker.count metastore.stats.autogather metastore.stats.default.aggregator metastore.stats.default.publisher
metastore.stats.fetch.bitvector metastore.stats.ndv.densityfunction metastore.stats.ndv.tuner metastore.storage.schema.reader.impl
metastore.strict.managed.tables metastore.support.special.characters.tablename metastore.task.threads.always metastore.task.threads.remote
metastore.thread.pool.size metastore.thrift.compact.protocol.enabled metastore.thrift.framed.transport.enabled metastore.thrift.port
metastore.thrift.uri.selection metastore.thrift.uris metastore.timedout.txn.reaper.interval metastore.timedout.txn.reaper.start metastore.token.signature
metastore.transactional.event.listeners metastore.truststore.password metastore.truststore.path metastore.try.direct.sql metastore.try.direct.sql.ddl
metastore.txn.max.open.batch metastore.txn.retryable.sqlex.regex metastore.txn.store.impl metastore.txn.timeout metastore.uri.resolver metastore.use.SSL
metastore.users.in.admin.role metastore.warehouse.dir metastore.warehouse.external.dir metastore.wm.default.pool.size metastore.writeset.reaper.interval
runtime.stats.clean.frequency runtime.stats.max.age
`,
};

/** What others read of the same file: Hadoop's clients, and the database's layers. */
const FAMILIES = ['fs.*', 'dfs.*', 'hadoop.*', 'ipc.*', 'datanucleus.*', 'javax.jdo.*', 'hikaricp.*'];

/** The keys that a release line reads. None are known of other lines. */
export function knownKeys(line: string): KeyTable | undefined {
  const keys = namesOf(KEYS, line);
  return keys.length > 0 ? new KeyTable({ keys, families: FAMILIES }) : undefined;
}
