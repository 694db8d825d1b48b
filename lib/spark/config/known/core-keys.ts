/** Keys of sparkConf besides SQL settings, by the release lines that read them: asked of Spark itself. Written by scripts/spark-keys.ts; do not edit. */
export const CORE: Record<string, string> = {
  '3.5 4.0 4.1': `
spark.acls.enable spark.admin.acls spark.admin.acls.groups spark.app.attempt.id spark.app.id spark.app.name spark.app.startTime spark.app.submitTime
spark.appStateStore.asyncTracking.enable spark.archives spark.authenticate spark.authenticate.enableSaslEncryption spark.authenticate.secret
spark.authenticate.secret.driver.file spark.authenticate.secret.executor.file spark.authenticate.secret.file spark.authenticate.secretBitLength
spark.barrier.sync.timeout spark.block.failures.beforeLocationRefresh spark.blockManager.port spark.broadcast.UDFCompressionThreshold spark.broadcast.blockSize
spark.broadcast.checksum spark.broadcast.compress spark.buffer.pageSize spark.buffer.size spark.buffer.write.chunkSize spark.callstack.depth
spark.checkpoint.checkpointAllMarkedAncestors spark.checkpoint.compress spark.cleaner.periodicGC.interval spark.cleaner.referenceTracking
spark.cleaner.referenceTracking.blocking spark.cleaner.referenceTracking.blocking.shuffle spark.cleaner.referenceTracking.cleanCheckpoints
spark.connect.scalaUdf.stubPrefixes spark.cores.max spark.dead.worker.persistence spark.decommission.enabled spark.default.parallelism spark.deploy.defaultCores
spark.deploy.maxExecutorRetries spark.deploy.recoveryDirectory spark.deploy.recoveryMode spark.deploy.recoveryMode.factory spark.deploy.retainedApplications
spark.deploy.retainedDrivers spark.deploy.spreadOut spark.deploy.zookeeper.dir spark.deploy.zookeeper.url spark.diskStore.subDirectories
spark.driver.appUIAddress spark.driver.bindAddress spark.driver.blockManager.port spark.driver.cores spark.driver.defaultJavaOptions spark.driver.extraClassPath
spark.driver.extraJavaOptions spark.driver.extraLibraryPath spark.driver.files.io.clientThreads spark.driver.files.io.serverThreads spark.driver.host
spark.driver.libraryPath spark.driver.log.allowErasureCoding spark.driver.log.dfsDir spark.driver.log.layout spark.driver.log.persistToDfs.enabled
spark.driver.maxResultSize spark.driver.memory spark.driver.memoryOverhead spark.driver.memoryOverheadFactor spark.driver.port spark.driver.resourcesFile
spark.driver.rpc.io.clientThreads spark.driver.rpc.io.serverThreads spark.driver.rpc.netty.dispatcher.numThreads spark.driver.shuffle.io.clientThreads
spark.driver.shuffle.io.serverThreads spark.driver.supervise spark.driver.userClassPathFirst spark.dynamicAllocation.cachedExecutorIdleTimeout
spark.dynamicAllocation.enabled spark.dynamicAllocation.executorAllocationRatio spark.dynamicAllocation.executorIdleTimeout
spark.dynamicAllocation.initialExecutors spark.dynamicAllocation.maxExecutors spark.dynamicAllocation.minExecutors
spark.dynamicAllocation.schedulerBacklogTimeout spark.dynamicAllocation.shuffleTracking.enabled spark.dynamicAllocation.shuffleTracking.timeout
spark.dynamicAllocation.sustainedSchedulerBacklogTimeout spark.dynamicAllocation.testing spark.eventLog.buffer.kb spark.eventLog.compress
spark.eventLog.compression.codec spark.eventLog.dir spark.eventLog.enabled spark.eventLog.erasureCoding.enabled
spark.eventLog.gcMetrics.oldGenerationGarbageCollectors spark.eventLog.gcMetrics.youngGenerationGarbageCollectors spark.eventLog.logBlockUpdates.enabled
spark.eventLog.logStageExecutorMetrics spark.eventLog.longForm.enabled spark.eventLog.overwrite spark.eventLog.rolling.enabled
spark.eventLog.rolling.maxFileSize spark.eventLog.testing spark.excludeOnFailure.application.fetchFailure.enabled
spark.excludeOnFailure.application.maxFailedExecutorsPerNode spark.excludeOnFailure.application.maxFailedTasksPerExecutor spark.excludeOnFailure.enabled
spark.excludeOnFailure.killExcludedExecutors spark.excludeOnFailure.killExcludedExecutors.decommission spark.excludeOnFailure.stage.maxFailedExecutorsPerNode
spark.excludeOnFailure.stage.maxFailedTasksPerExecutor spark.excludeOnFailure.task.maxTaskAttemptsPerExecutor spark.excludeOnFailure.task.maxTaskAttemptsPerNode
spark.excludeOnFailure.timeout spark.executor.allowSparkContext spark.executor.cores spark.executor.decommission.forceKillTimeout
spark.executor.decommission.killInterval spark.executor.decommission.signal spark.executor.defaultJavaOptions spark.executor.extraClassPath
spark.executor.extraJavaOptions spark.executor.extraLibraryPath spark.executor.failuresValidityInterval spark.executor.files.io.clientThreads
spark.executor.files.io.serverThreads spark.executor.heartbeat.dropZeroAccumulatorUpdates spark.executor.heartbeat.maxFailures spark.executor.heartbeatInterval
spark.executor.id spark.executor.instances spark.executor.killOnFatalError.depth spark.executor.logs.rolling.enableCompression
spark.executor.logs.rolling.maxRetainedFiles spark.executor.logs.rolling.maxSize spark.executor.logs.rolling.size.maxBytes spark.executor.logs.rolling.strategy
spark.executor.logs.rolling.time.interval spark.executor.maxNumFailures spark.executor.memory spark.executor.memoryOverhead spark.executor.memoryOverheadFactor
spark.executor.metrics.fileSystemSchemes spark.executor.metrics.pollingInterval spark.executor.processTreeMetrics.enabled spark.executor.pyspark.memory
spark.executor.python.worker.log.details spark.executor.rpc.io.clientThreads spark.executor.rpc.io.serverThreads spark.executor.rpc.netty.dispatcher.numThreads
spark.executor.shuffle.io.clientThreads spark.executor.shuffle.io.serverThreads spark.executor.uri spark.executor.userClassPathFirst spark.extraListeners
spark.file.transferTo spark.files spark.files.fetchFailure.unRegisterOutputOnHost spark.files.fetchTimeout spark.files.ignoreCorruptFiles
spark.files.ignoreMissingFiles spark.files.io.backLog spark.files.io.clientThreads spark.files.io.connectionCreationTimeout spark.files.io.connectionTimeout
spark.files.io.enableTcpKeepAlive spark.files.io.enableVerboseMetrics spark.files.io.lazyFD spark.files.io.maxRetries spark.files.io.mode
spark.files.io.numConnectionsPerPeer spark.files.io.preferDirectBufs spark.files.io.receiveBuffer spark.files.io.retryWait spark.files.io.sendBuffer
spark.files.io.serverThreads spark.files.io.threads spark.files.maxPartitionBytes spark.files.openCostInBytes spark.files.overwrite spark.files.useFetchCache
spark.files.userClassPathFirst spark.graphx.pregel.checkpointInterval spark.hadoopRDD.ignoreEmptySplits spark.history.custom.executor.log.url
spark.history.custom.executor.log.url.applyIncompleteApplication spark.history.fs.cleaner.enabled spark.history.fs.cleaner.interval
spark.history.fs.cleaner.interval.seconds spark.history.fs.cleaner.maxAge spark.history.fs.cleaner.maxAge.seconds spark.history.fs.cleaner.maxNum
spark.history.fs.driverlog.cleaner.enabled spark.history.fs.driverlog.cleaner.interval spark.history.fs.driverlog.cleaner.maxAge
spark.history.fs.endEventReparseChunkSize spark.history.fs.eventLog.rolling.compaction.score.threshold spark.history.fs.eventLog.rolling.maxFilesToRetain
spark.history.fs.inProgressOptimization.enabled spark.history.fs.logDirectory spark.history.fs.numReplayThreads spark.history.fs.safemodeCheck.interval
spark.history.fs.update.batchSize spark.history.fs.update.interval spark.history.fs.update.interval.seconds spark.history.fs.updateInterval
spark.history.kerberos.enabled spark.history.kerberos.keytab spark.history.kerberos.principal spark.history.provider spark.history.retainedApplications
spark.history.store.hybridStore.diskBackend spark.history.store.hybridStore.enabled spark.history.store.hybridStore.maxMemoryUsage
spark.history.store.maxDiskUsage spark.history.store.path spark.history.store.serializer spark.history.ui.acls.enable spark.history.ui.admin.acls
spark.history.ui.admin.acls.groups spark.history.ui.maxApplications spark.history.ui.port spark.history.updateInterval spark.home spark.io.compression.codec
spark.io.compression.lz4.block.size spark.io.compression.lz4.blockSize spark.io.compression.snappy.block.size spark.io.compression.snappy.blockSize
spark.io.compression.zstd.bufferPool.enabled spark.io.compression.zstd.bufferSize spark.io.compression.zstd.level spark.io.crypto.cipher.transformation
spark.io.encryption.enabled spark.io.encryption.keySizeBits spark.io.encryption.keygen.algorithm spark.io.warning.largeFileThreshold spark.jars
spark.jars.excludes spark.jars.ivy spark.jars.ivySettings spark.jars.packages spark.jars.repositories spark.job.description spark.job.interruptOnCancel
spark.job.tags spark.jobGroup.id spark.kerberos.access.hadoopFileSystems spark.kerberos.keytab spark.kerberos.principal spark.kerberos.relogin.period
spark.kerberos.renewal.credentials spark.kryo.classesToRegister spark.kryo.pool spark.kryo.referenceTracking spark.kryo.registrationRequired
spark.kryo.registrator spark.kryo.unsafe spark.kryoserializer.buffer spark.kryoserializer.buffer.max spark.kryoserializer.buffer.max.mb
spark.kryoserializer.buffer.mb spark.kubernetes.allocation.batch.delay spark.kubernetes.allocation.batch.size
spark.kubernetes.allocation.driver.readinessTimeout spark.kubernetes.allocation.executor.timeout spark.kubernetes.allocation.maxPendingPods
spark.kubernetes.allocation.pods.allocator spark.kubernetes.appKillPodDeletionGracePeriod spark.kubernetes.authenticate.caCertFile
spark.kubernetes.authenticate.clientCertFile spark.kubernetes.authenticate.clientKeyFile spark.kubernetes.authenticate.driver.caCertFile
spark.kubernetes.authenticate.driver.clientCertFile spark.kubernetes.authenticate.driver.clientKeyFile spark.kubernetes.authenticate.driver.mounted.caCertFile
spark.kubernetes.authenticate.driver.mounted.clientCertFile spark.kubernetes.authenticate.driver.mounted.clientKeyFile
spark.kubernetes.authenticate.driver.mounted.oauthToken spark.kubernetes.authenticate.driver.mounted.oauthTokenFile
spark.kubernetes.authenticate.driver.oauthToken spark.kubernetes.authenticate.driver.oauthTokenFile spark.kubernetes.authenticate.driver.serviceAccountName
spark.kubernetes.authenticate.executor.caCertFile spark.kubernetes.authenticate.executor.clientCertFile spark.kubernetes.authenticate.executor.clientKeyFile
spark.kubernetes.authenticate.executor.oauthToken spark.kubernetes.authenticate.executor.oauthTokenFile
spark.kubernetes.authenticate.executor.serviceAccountName spark.kubernetes.authenticate.oauthToken spark.kubernetes.authenticate.oauthTokenFile
spark.kubernetes.authenticate.submission.caCertFile spark.kubernetes.authenticate.submission.clientCertFile
spark.kubernetes.authenticate.submission.clientKeyFile spark.kubernetes.authenticate.submission.oauthToken
spark.kubernetes.authenticate.submission.oauthTokenFile spark.kubernetes.configMap.maxSize spark.kubernetes.container.image
spark.kubernetes.container.image.pullPolicy spark.kubernetes.container.image.pullSecrets spark.kubernetes.context spark.kubernetes.decommission.script
spark.kubernetes.driver.connectionTimeout spark.kubernetes.driver.container.image spark.kubernetes.driver.limit.cores spark.kubernetes.driver.master
spark.kubernetes.driver.ownPersistentVolumeClaim spark.kubernetes.driver.pod.featureSteps spark.kubernetes.driver.pod.name
spark.kubernetes.driver.podTemplateContainerName spark.kubernetes.driver.podTemplateFile spark.kubernetes.driver.request.cores
spark.kubernetes.driver.requestTimeout spark.kubernetes.driver.resourceNamePrefix spark.kubernetes.driver.reusePersistentVolumeClaim
spark.kubernetes.driver.scheduler.name spark.kubernetes.driver.service.deleteOnTermination spark.kubernetes.driver.service.ipFamilies
spark.kubernetes.driver.service.ipFamilyPolicy spark.kubernetes.driver.waitToReusePersistentVolumeClaim spark.kubernetes.dynamicAllocation.deleteGracePeriod
spark.kubernetes.executor.apiPollingInterval spark.kubernetes.executor.checkAllContainers spark.kubernetes.executor.container.image
spark.kubernetes.executor.decommissionLabel spark.kubernetes.executor.decommissionLabelValue spark.kubernetes.executor.deleteOnTermination
spark.kubernetes.executor.disableConfigMap spark.kubernetes.executor.enableApiPolling spark.kubernetes.executor.enableApiWatcher
spark.kubernetes.executor.enablePollingWithResourceVersion spark.kubernetes.executor.eventProcessingInterval spark.kubernetes.executor.hadoopConfigMapName
spark.kubernetes.executor.limit.cores spark.kubernetes.executor.minTasksPerExecutorBeforeRolling spark.kubernetes.executor.missingPodDetectDelta
spark.kubernetes.executor.pod.featureSteps spark.kubernetes.executor.podNamePrefix spark.kubernetes.executor.podTemplateContainerName
spark.kubernetes.executor.podTemplateFile spark.kubernetes.executor.request.cores spark.kubernetes.executor.rollInterval spark.kubernetes.executor.rollPolicy
spark.kubernetes.executor.scheduler.name spark.kubernetes.executorSnapshotsSubscribersShutdownGracePeriod spark.kubernetes.file.upload.path
spark.kubernetes.hadoop.configMapName spark.kubernetes.kerberos.dt-secret-key spark.kubernetes.kerberos.dt-secret-name
spark.kubernetes.kerberos.krb5.configMapName spark.kubernetes.kerberos.krb5.path spark.kubernetes.kerberos.tokenSecret.itemKey
spark.kubernetes.kerberos.tokenSecret.name spark.kubernetes.legacy.useReadWriteOnceAccessMode spark.kubernetes.local.dirs.tmpfs
spark.kubernetes.memoryOverheadFactor spark.kubernetes.namespace spark.kubernetes.report.interval spark.kubernetes.resource.type spark.kubernetes.scheduler.name
spark.kubernetes.setSubmitTimeInDriver spark.kubernetes.submission.connectionTimeout spark.kubernetes.submission.requestTimeout
spark.kubernetes.submission.waitAppCompletion spark.kubernetes.submitInDriver spark.kubernetes.trust.certificates spark.launcher.childConectionTimeout
spark.launcher.childConnectionTimeout spark.launcher.childProcLoggerName spark.launcher.port spark.launcher.secret spark.local.dir spark.locality.wait
spark.locality.wait.legacyResetOnTaskLaunch spark.locality.wait.node spark.locality.wait.process spark.locality.wait.rack spark.log.callerContext
spark.log.level spark.logConf spark.logLineage spark.logging.exceptionPrintInterval spark.master spark.master.rest.enabled spark.master.rest.port
spark.master.ui.decommission.allow.mode spark.master.ui.port spark.maxRemoteBlockSizeFetchToMem spark.memory.debugFill spark.memory.fraction
spark.memory.offHeap.enabled spark.memory.offHeap.size spark.memory.storageFraction spark.metrics.appStatusSource.enabled spark.metrics.conf
spark.metrics.executorMetricsSource.enabled spark.metrics.namespace spark.metrics.staticSources.enabled spark.modify.acls spark.modify.acls.groups
spark.network.auth.rpcTimeout spark.network.crypto.authEngineVersion spark.network.crypto.cipher spark.network.crypto.enabled spark.network.crypto.saslFallback
spark.network.io.preferDirectBufs spark.network.maxRemoteBlockSizeFetchToMem spark.network.remoteReadNioBufferConversion
spark.network.sasl.maxEncryptedBlockSize spark.network.sasl.serverAlwaysEncrypt spark.network.sharedByteBufAllocators.enabled spark.network.timeout
spark.network.timeoutInterval spark.plugins spark.plugins.defaultList spark.port.maxRetries spark.properties spark.pyspark.driver.python spark.pyspark.python
spark.python.authenticate.socketTimeout spark.python.daemon.module spark.python.task.killTimeout spark.python.use.daemon
spark.python.worker.faulthandler.enabled spark.python.worker.module spark.python.worker.reuse spark.r.backendConnectionTimeout spark.r.command
spark.r.driver.command spark.r.heartBeatInterval spark.r.numRBackendThreads spark.r.shell.command spark.r.sql.derby.temp.dir
spark.rdd.cache.visibilityTracking.enabled spark.rdd.checkpoint.cachePreferredLocsExpireTime spark.rdd.compress spark.rdd.limit.initialNumPartitions
spark.rdd.limit.scaleUpFactor spark.rdd.parallelListingThreshold spark.rdd.scope.noOverride spark.redaction.regex spark.redaction.string.regex
spark.reducer.maxBlocksInFlightPerAddress spark.reducer.maxMbInFlight spark.reducer.maxReqSizeShuffleToMem spark.reducer.maxReqsInFlight
spark.reducer.maxSizeInFlight spark.remote spark.repl.class.outputDir spark.repl.class.uri spark.repl.classdir spark.repl.local.jars
spark.resources.discoveryPlugin spark.resources.warnings.testing spark.resultGetter.threads spark.rpc.askTimeout spark.rpc.connect.threads spark.rpc.io.backLog
spark.rpc.io.clientThreads spark.rpc.io.connectionCreationTimeout spark.rpc.io.connectionTimeout spark.rpc.io.enableTcpKeepAlive
spark.rpc.io.enableVerboseMetrics spark.rpc.io.lazyFD spark.rpc.io.maxRetries spark.rpc.io.mode spark.rpc.io.numConnectionsPerPeer spark.rpc.io.preferDirectBufs
spark.rpc.io.receiveBuffer spark.rpc.io.retryWait spark.rpc.io.sendBuffer spark.rpc.io.serverThreads spark.rpc.io.threads spark.rpc.lookupTimeout
spark.rpc.message.maxSize spark.rpc.netty.dispatcher.numThreads spark.scheduler.allocation.file spark.scheduler.barrier.maxConcurrentTasksCheck.interval
spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures spark.scheduler.excludeOnFailure.unschedulableTaskSetTimeout
spark.scheduler.executorTaskExcludeOnFailureTime spark.scheduler.listenerbus.eventqueue.capacity spark.scheduler.listenerbus.eventqueue.size
spark.scheduler.listenerbus.logSlowEvent spark.scheduler.listenerbus.logSlowEvent.threshold spark.scheduler.listenerbus.metrics.maxListenerClassesTimed
spark.scheduler.maxRegisteredResourcesWaitingTime spark.scheduler.maxRetainedRemovedDecommissionExecutors
spark.scheduler.maxRetainedUnknownDecommissionExecutors spark.scheduler.minRegisteredResourcesRatio spark.scheduler.mode spark.scheduler.pool
spark.scheduler.resource.profileMergeConflicts spark.scheduler.revive.interval spark.security.credentials.renewalRatio spark.security.credentials.retryWait
spark.serializer spark.serializer.extraDebugInfo spark.serializer.objectStreamReset spark.sessionWindow spark.shuffle.accurateBlockSkewedFactor
spark.shuffle.accurateBlockThreshold spark.shuffle.checksum.algorithm spark.shuffle.checksum.enabled spark.shuffle.compress spark.shuffle.detectCorrupt
spark.shuffle.detectCorrupt.useExtraMemory spark.shuffle.file.buffer spark.shuffle.file.buffer.kb spark.shuffle.io.backLog spark.shuffle.io.clientThreads
spark.shuffle.io.connectionCreationTimeout spark.shuffle.io.connectionTimeout spark.shuffle.io.enableTcpKeepAlive spark.shuffle.io.enableVerboseMetrics
spark.shuffle.io.lazyFD spark.shuffle.io.maxRetries spark.shuffle.io.mode spark.shuffle.io.numConnectionsPerPeer spark.shuffle.io.preferDirectBufs
spark.shuffle.io.receiveBuffer spark.shuffle.io.retryWait spark.shuffle.io.sendBuffer spark.shuffle.io.serverThreads spark.shuffle.manager
spark.shuffle.mapOutput.dispatcher.numThreads spark.shuffle.mapOutput.minSizeForBroadcast spark.shuffle.mapOutput.parallelAggregationThreshold
spark.shuffle.mapStatus.compression.codec spark.shuffle.maxAccurateSkewedBlockNumber spark.shuffle.maxAttemptsOnNettyOOM spark.shuffle.maxChunksBeingTransferred
spark.shuffle.minNumPartitionsToHighlyCompress spark.shuffle.push.enabled spark.shuffle.push.finalize.timeout spark.shuffle.push.maxBlockBatchSize
spark.shuffle.push.maxBlockSizeToPush spark.shuffle.push.maxRetainedMergerLocations spark.shuffle.push.merge.finalizeThreads
spark.shuffle.push.mergersMinStaticThreshold spark.shuffle.push.mergersMinThresholdRatio spark.shuffle.push.minCompletedPushRatio
spark.shuffle.push.minShuffleSizeToWait spark.shuffle.push.numPushThreads spark.shuffle.push.results.timeout spark.shuffle.push.sendFinalizeRPCThreads
spark.shuffle.push.server.ioExceptionsThresholdDuringMerge spark.shuffle.push.server.mergedIndexCacheSize
spark.shuffle.push.server.mergedShuffleCleaner.shutdown.timeout spark.shuffle.push.server.mergedShuffleFileManagerImpl
spark.shuffle.push.server.minChunkSizeInMergedShuffleFile spark.shuffle.readHostLocalDisk spark.shuffle.reduceLocality.enabled
spark.shuffle.registration.maxAttempts spark.shuffle.registration.timeout spark.shuffle.sasl.enableRetries spark.shuffle.server.chunkFetchHandlerThreadsPercent
spark.shuffle.service.db.backend spark.shuffle.service.db.enabled spark.shuffle.service.enabled spark.shuffle.service.fetch.rdd.enabled
spark.shuffle.service.index.cache.size spark.shuffle.service.name spark.shuffle.service.port spark.shuffle.service.removeShuffle
spark.shuffle.sort.bypassMergeThreshold spark.shuffle.sort.initialBufferSize spark.shuffle.sort.io.plugin.class spark.shuffle.sort.useRadixSort
spark.shuffle.spill.batchSize spark.shuffle.spill.compress spark.shuffle.spill.diskWriteBufferSize spark.shuffle.spill.initialMemoryThreshold
spark.shuffle.spill.numElementsForceSpillThreshold spark.shuffle.sync spark.shuffle.unsafe.fastMergeEnabled spark.shuffle.unsafe.file.output.buffer
spark.shuffle.useOldFetchProtocol spark.sparkr.r.command spark.sparkr.use.daemon spark.speculation spark.speculation.efficiency.enabled
spark.speculation.efficiency.longRunTaskFactor spark.speculation.efficiency.processRateMultiplier spark.speculation.interval spark.speculation.minTaskRuntime
spark.speculation.multiplier spark.speculation.quantile spark.speculation.task.duration.threshold spark.stage.ignoreDecommissionFetchFailure
spark.stage.maxAttempts spark.stage.maxConsecutiveAttempts spark.standalone.executorRemoveDelayOnDisconnection spark.standalone.submit.waitAppCompletion
spark.starvation.timeout spark.storage.blockManagerHeartbeatTimeoutMs spark.storage.blockManagerMasterDriverHeartbeatTimeoutMs
spark.storage.blockManagerSlaveTimeoutMs spark.storage.blockManagerTimeoutIntervalMs spark.storage.cachedPeersTtl spark.storage.cleanupFilesAfterExecutorExit
spark.storage.decommission.enabled spark.storage.decommission.fallbackStorage.cleanUp spark.storage.decommission.fallbackStorage.path
spark.storage.decommission.maxReplicationFailuresPerBlock spark.storage.decommission.rddBlocks.enabled spark.storage.decommission.replicationReattemptInterval
spark.storage.decommission.shuffleBlocks.enabled spark.storage.decommission.shuffleBlocks.maxDiskSize spark.storage.decommission.shuffleBlocks.maxThreads
spark.storage.exceptionOnPinLeak spark.storage.localDiskByExecutors.cacheSize spark.storage.maxReplicationFailures spark.storage.memoryMapLimitForTests
spark.storage.memoryMapThreshold spark.storage.replication.policy spark.storage.replication.proactive spark.storage.replication.topologyFile
spark.storage.replication.topologyMapper spark.storage.unrollMemoryCheckPeriod spark.storage.unrollMemoryGrowthFactor spark.storage.unrollMemoryThreshold
spark.streaming.backpressure.enabled spark.streaming.backpressure.initialRate spark.streaming.backpressure.pid.derived spark.streaming.backpressure.pid.integral
spark.streaming.backpressure.pid.minRate spark.streaming.backpressure.pid.proportional spark.streaming.backpressure.rateEstimator spark.streaming.blockInterval
spark.streaming.concurrentJobs spark.streaming.driver.writeAheadLog.allowBatching spark.streaming.driver.writeAheadLog.batchingTimeout
spark.streaming.driver.writeAheadLog.class spark.streaming.driver.writeAheadLog.closeFileAfterWrite spark.streaming.driver.writeAheadLog.maxFailures
spark.streaming.driver.writeAheadLog.rollingIntervalSecs spark.streaming.dynamicAllocation.enabled spark.streaming.dynamicAllocation.maxExecutors
spark.streaming.dynamicAllocation.minExecutors spark.streaming.dynamicAllocation.scalingDownRatio spark.streaming.dynamicAllocation.scalingInterval
spark.streaming.dynamicAllocation.scalingUpRatio spark.streaming.dynamicAllocation.testing spark.streaming.gracefulStopTimeout spark.streaming.manualClock.jump
spark.streaming.minRememberDuration spark.streaming.receiver.maxRate spark.streaming.receiver.writeAheadLog.class
spark.streaming.receiver.writeAheadLog.closeFileAfterWrite spark.streaming.receiver.writeAheadLog.enable spark.streaming.receiver.writeAheadLog.maxFailures
spark.streaming.receiver.writeAheadLog.rollingIntervalSecs spark.streaming.sessionByKey.deltaChainThreshold spark.streaming.stopGracefullyOnShutdown
spark.streaming.ui.retainedBatches spark.streaming.unpersist spark.submit.deployMode spark.submit.proxyUser.allowCustomClasspathInClusterMode
spark.submit.pyFiles spark.task.cpus spark.task.maxDirectResultSize spark.task.maxFailures spark.task.reaper.enabled spark.task.reaper.killTimeout
spark.task.reaper.pollingInterval spark.task.reaper.threadDump spark.taskMetrics.trackUpdatedBlockStatuses spark.test.noStageRetry spark.testing
spark.testing.dynamicAllocation.schedule.enabled spark.testing.memory spark.testing.nCoresPerExecutor spark.testing.nExecutorsPerHost spark.testing.nHosts
spark.testing.reservedMemory spark.testing.resourceProfileManager spark.testing.skipValidateCores spark.timeWindow spark.ui.allowFramingFrom
spark.ui.consoleProgress.update.interval spark.ui.custom.executor.log.url spark.ui.dagGraph.retainedRootRDDs spark.ui.enabled spark.ui.filters
spark.ui.groupSQLSubExecutionEnabled spark.ui.heapHistogramEnabled spark.ui.killEnabled spark.ui.liveUpdate.minFlushPeriod spark.ui.liveUpdate.period
spark.ui.port spark.ui.prometheus.enabled spark.ui.proxyBase spark.ui.proxyRedirectUri spark.ui.requestHeaderSize spark.ui.retainedDeadExecutors
spark.ui.retainedJobs spark.ui.retainedStages spark.ui.retainedTasks spark.ui.reverseProxy spark.ui.reverseProxyUrl spark.ui.showConsoleProgress
spark.ui.store.path spark.ui.strictTransportSecurity spark.ui.threadDumpsEnabled spark.ui.timeline.executors.maximum spark.ui.timeline.jobs.maximum
spark.ui.timeline.stages.maximum spark.ui.timeline.tasks.maximum spark.ui.timelineEnabled spark.ui.view.acls spark.ui.view.acls.groups
spark.ui.xContentTypeOptions.enabled spark.ui.xXssProtection spark.unsafe.exceptionOnMemoryLeak spark.unsafe.offHeap
spark.unsafe.sorter.spill.read.ahead.enabled spark.unsafe.sorter.spill.reader.buffer.size spark.user.groups.mapping spark.watermarkDelayMs
spark.worker.cleanup.appDataTtl spark.worker.cleanup.enabled spark.worker.cleanup.interval spark.worker.decommission.signal spark.worker.driverTerminateTimeout
spark.worker.executorStateSync.maxAttempts spark.worker.preferConfiguredMasterAddress spark.worker.resourcesFile spark.worker.timeout
spark.worker.ui.compressedLogFileLengthCacheSize spark.worker.ui.port spark.worker.ui.retainedDrivers spark.worker.ui.retainedExecutors
spark.yarn.access.hadoopFileSystems spark.yarn.access.namenodes spark.yarn.am.attemptFailuresValidityInterval spark.yarn.am.clientModeExitOnError
spark.yarn.am.clientModeTreatDisconnectAsFailed spark.yarn.am.cores spark.yarn.am.extraJavaOptions spark.yarn.am.extraLibraryPath
spark.yarn.am.finalMessageLimit spark.yarn.am.memory spark.yarn.am.memoryOverhead spark.yarn.am.nodeLabelExpression spark.yarn.am.tokenConfRegex
spark.yarn.am.waitTime spark.yarn.app.attemptId spark.yarn.app.id spark.yarn.applicationMaster.waitTries spark.yarn.applicationType spark.yarn.archive
spark.yarn.cache.confArchive spark.yarn.cache.filenames spark.yarn.cache.sizes spark.yarn.cache.timestamps spark.yarn.cache.types spark.yarn.cache.visibilities
spark.yarn.clientLaunchMonitorInterval spark.yarn.config.gatewayPath spark.yarn.config.replacementPath spark.yarn.containerLauncherMaxThreads
spark.yarn.dist.archives spark.yarn.dist.files spark.yarn.dist.forceDownloadSchemes spark.yarn.dist.jars spark.yarn.dist.pyFiles
spark.yarn.driver.memoryOverhead spark.yarn.exclude.nodes spark.yarn.executor.failuresValidityInterval spark.yarn.executor.launch.excludeOnFailure.enabled
spark.yarn.executor.memoryOverhead spark.yarn.executor.nodeLabelExpression spark.yarn.historyServer.address spark.yarn.historyServer.allowTracking
spark.yarn.includeDriverLogsLink spark.yarn.isHadoopProvided spark.yarn.isPython spark.yarn.jar spark.yarn.jars spark.yarn.kerberos.relogin.period
spark.yarn.kerberos.renewal.excludeHadoopFileSystems spark.yarn.keytab spark.yarn.launchContainers spark.yarn.max.executor.failures
spark.yarn.max.worker.failures spark.yarn.maxAppAttempts spark.yarn.metrics.namespace spark.yarn.populateHadoopClasspath spark.yarn.preserve.staging.files
spark.yarn.principal spark.yarn.priority spark.yarn.queue spark.yarn.report.interval spark.yarn.report.loggingFrequency spark.yarn.resourceFpgaDeviceName
spark.yarn.resourceGpuDeviceName spark.yarn.rolledLog.excludePattern spark.yarn.rolledLog.includePattern spark.yarn.scheduler.heartbeat.interval-ms
spark.yarn.scheduler.initial-allocation.interval spark.yarn.scheduler.reporterThread.maxFailures spark.yarn.secondary.jars
spark.yarn.shuffle.server.recovery.disabled spark.yarn.stagingDir spark.yarn.submit.file.replication spark.yarn.submit.waitAppCompletion spark.yarn.tags
spark.yarn.unmanagedAM.enabled spark.yarn.user.classpath.first spark.yarn.user.jar`,
  '3.5 4.0': `
spark.blacklist.application.fetchFailure.enabled spark.blacklist.application.maxFailedExecutorsPerNode spark.blacklist.application.maxFailedTasksPerExecutor
spark.blacklist.enabled spark.blacklist.killBlacklistedExecutors spark.blacklist.stage.maxFailedExecutorsPerNode spark.blacklist.stage.maxFailedTasksPerExecutor
spark.blacklist.task.maxTaskAttemptsPerExecutor spark.blacklist.task.maxTaskAttemptsPerNode spark.blacklist.timeout
spark.databricks.sql.optimizer.pruneFiltersCanPruneStreamingSubplan spark.kubernetes.pyspark.pythonVersion spark.scheduler.blacklist.unschedulableTaskSetTimeout
spark.scheduler.executorTaskBlacklistTime spark.yarn.blacklist.executor.launch.blacklisting.enabled`,
  '4.0 4.1': `
spark.api.mode spark.checkpoint.dir spark.connect.SparkConnectService spark.connect.authenticate.token spark.connect.copyFromLocalToFs.allowDestLocal
spark.connect.execute.manager.abandonedTombstonesSize spark.connect.execute.manager.detachedTimeout spark.connect.execute.manager.maintenanceInterval
spark.connect.execute.reattachable.enabled spark.connect.execute.reattachable.observerRetryBufferSize spark.connect.execute.reattachable.senderMaxStreamDuration
spark.connect.execute.reattachable.senderMaxStreamSize spark.connect.extensions.command.classes spark.connect.extensions.expression.classes
spark.connect.extensions.relation.classes spark.connect.grpc.arrow.maxBatchSize spark.connect.grpc.binding.address spark.connect.grpc.binding.port
spark.connect.grpc.debug.enabled spark.connect.grpc.interceptor.classes spark.connect.grpc.marshallerRecursionLimit spark.connect.grpc.maxInboundMessageSize
spark.connect.grpc.maxMetadataSize spark.connect.grpc.port.maxRetries spark.connect.jvmStacktrace.maxSize spark.connect.ml.backend.classes
spark.connect.progress.reportInterval spark.connect.remote spark.connect.session.manager.closedSessionsTombstonesSize
spark.connect.session.manager.defaultSessionTimeout spark.connect.session.manager.maintenanceInterval spark.connect.session.planCache.enabled
spark.connect.session.planCache.maxSize spark.deploy.appIdPattern spark.deploy.appNumberModulo spark.deploy.driverIdPattern spark.deploy.maxDrivers
spark.deploy.recoveryCompressionCodec spark.deploy.recoveryTimeout spark.deploy.spreadOutApps spark.deploy.spreadOutDrivers spark.deploy.workerSelectionPolicy
spark.driver.defaultExtraClassPath spark.driver.log.localDir spark.driver.minMemoryOverhead spark.driver.timeout spark.eventLog.includeTaskMetricsAccumulators
spark.excludeOnFailure.application.enabled spark.excludeOnFailure.taskAndStage.enabled spark.executor.defaultExtraClassPath spark.executor.minMemoryOverhead
spark.executor.syncLogLevel.enabled spark.history.ui.title spark.io.compression.lzf.parallel.enabled spark.io.compression.zstd.workers
spark.kubernetes.jars.avoidDownloadSchemes spark.log.legacyTaskNameMdc.enabled spark.log.structuredLogging.enabled spark.master.rest.filters
spark.master.rest.host spark.master.rest.maxThreads spark.master.rest.virtualThread.enabled spark.master.ui.historyServerUrl spark.master.ui.title
spark.master.ui.visibleEnvVarPrefixes spark.master.useAppNameAsAppId.enabled spark.master.useDriverIdAsAppName.enabled spark.network.ssl.maxEncryptedBlockSize
spark.python.sql.dataFrameDebugging.enabled spark.python.worker.idleTimeoutSeconds spark.scheduler.dropTaskInfoAccumulablesOnTaskCompletion.enabled
spark.scheduler.listenerbus.exitTimeout spark.scheduler.numCancelledJobGroupsToTrack spark.scheduler.stage.legacyAbortAfterKillTasks
spark.shuffle.file.merge.buffer spark.shuffle.localDisk.file.output.buffer spark.shuffle.server.finalizeShuffleMergeThreadsPercent spark.shutdown.timeout
spark.submit.appName spark.testing.skipESSRegister spark.ui.jettyStopTimeout spark.ui.threadDump.flamegraphEnabled spark.worker.idPattern
spark.worker.initialRegistrationRetries spark.worker.maxRegistrationRetries spark.yarn.client.statCache.preload.enabled
spark.yarn.client.statCache.preload.perDirectoryThreshold`,
  '3.5': `
spark.local.connect spark.mesos.appJar.local.resolution.mode spark.mesos.cluster.retry.wait.max spark.mesos.coarse spark.mesos.coarse.shutdownTimeout
spark.mesos.constraints spark.mesos.containerizer spark.mesos.dispatcher.historyServer.url spark.mesos.dispatcher.queue spark.mesos.dispatcher.webui.url
spark.mesos.driver.constraints spark.mesos.driver.failoverTimeout spark.mesos.driver.frameworkId spark.mesos.driver.labels spark.mesos.driver.memoryOverhead
spark.mesos.driver.secret.envkeys spark.mesos.driver.secret.filenames spark.mesos.driver.secret.names spark.mesos.driver.secret.values
spark.mesos.driver.webui.url spark.mesos.executor.docker.forcePullImage spark.mesos.executor.docker.image spark.mesos.executor.docker.parameters
spark.mesos.executor.docker.portmaps spark.mesos.executor.docker.volumes spark.mesos.executor.home spark.mesos.executor.memoryOverhead
spark.mesos.executor.secret.envkeys spark.mesos.executor.secret.filenames spark.mesos.executor.secret.names spark.mesos.executor.secret.values
spark.mesos.extra.cores spark.mesos.fetcherCache.enable spark.mesos.gpus.max spark.mesos.maxDrivers spark.mesos.mesosExecutor.cores spark.mesos.network.labels
spark.mesos.network.name spark.mesos.principal spark.mesos.principal.file spark.mesos.proxy.baseURL spark.mesos.rejectOfferDuration
spark.mesos.rejectOfferDurationForReachedMaxCores spark.mesos.rejectOfferDurationForUnmetConstraints spark.mesos.retainedDrivers spark.mesos.role
spark.mesos.secret spark.mesos.secret.file spark.mesos.task.labels spark.mesos.uris spark.shuffle.cleaner.interval`,
  '4.0': `
spark.history.fs.eventLog.maxLineLength spark.streaming.raw.maxBlockSizeBytes spark.ui.actionsViaGetEnabled`,
  '4.1': `
spark.connect.maxPlanSize spark.connect.session.connectML.mlCache.memoryControl.enabled spark.connect.session.connectML.mlCache.memoryControl.maxInMemorySize
spark.connect.session.connectML.mlCache.memoryControl.maxModelSize spark.connect.session.connectML.mlCache.memoryControl.maxStorageSize
spark.connect.session.connectML.mlCache.memoryControl.offloadingTimeout spark.connect.session.inactiveOperations.cacheExpiration
spark.connect.session.planCache.alwaysCacheDataSourceReadsEnabled spark.connect.session.planCompression.defaultAlgorithm
spark.connect.session.planCompression.threshold spark.connect.session.resultChunking.maxChunkSize spark.driver.log.redirectConsoleOutputs
spark.driver.metrics.pollingInterval spark.eventLog.excludedPatterns spark.executor.isolatedSessionCache.size spark.executor.logs.redirectConsoleOutputs
spark.exit-exception spark.history.fs.eventLog.rolling.onDemandLoadEnabled spark.history.fs.numCompactThreads spark.io.compression.zstd.strategy
spark.io.mode.default spark.kubernetes.allocation.maxPendingPodsPerRp spark.kubernetes.allocation.maximum spark.kubernetes.driver.annotateExitException
spark.kubernetes.driver.pod.excludedFeatureSteps spark.kubernetes.executor.deletedExecutorsCacheTimeout spark.kubernetes.executor.pod.excludedFeatureSteps
spark.kubernetes.executor.terminationGracePeriodSeconds spark.kubernetes.executor.useDriverPodIP spark.memory.unmanagedMemoryPollingInterval
spark.python.daemon.killWorkerOnFlushFailure spark.python.factory.idleWorkerMaxPoolSize spark.python.unix.domain.socket.dir
spark.python.unix.domain.socket.enabled spark.python.worker.killOnIdleTimeout spark.python.worker.tracebackDumpIntervalSeconds
spark.shuffle.spill.maxSizeInBytesForSpillThreshold spark.streaming.extraListeners spark.submit.callSystemExitOnMainExit`,
};
