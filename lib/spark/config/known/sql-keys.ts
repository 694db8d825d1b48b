/** Keys of sparkConf that are SQL settings, by the release lines that read them: asked of Spark itself. Written by scripts/spark-keys.ts; do not edit. */
export const SQL: Record<string, string> = {
  '3.5 4.0 4.1': `
spark.sql.CodeGenerator.validParamLength spark.sql.TungstenAggregate.testFallbackStartsAt spark.sql.adaptive.advisoryPartitionSizeInBytes
spark.sql.adaptive.applyFinalStageShuffleOptimizations spark.sql.adaptive.autoBroadcastJoinThreshold spark.sql.adaptive.coalescePartitions.enabled
spark.sql.adaptive.coalescePartitions.initialPartitionNum spark.sql.adaptive.coalescePartitions.minPartitionNum
spark.sql.adaptive.coalescePartitions.minPartitionSize spark.sql.adaptive.coalescePartitions.parallelismFirst spark.sql.adaptive.customCostEvaluatorClass
spark.sql.adaptive.enabled spark.sql.adaptive.fetchShuffleBlocksInBatch spark.sql.adaptive.forceApply spark.sql.adaptive.forceOptimizeSkewedJoin
spark.sql.adaptive.localShuffleReader.enabled spark.sql.adaptive.logLevel spark.sql.adaptive.maxShuffledHashJoinLocalMapThreshold
spark.sql.adaptive.nonEmptyPartitionRatioForBroadcastJoin spark.sql.adaptive.optimizeSkewsInRebalancePartitions.enabled
spark.sql.adaptive.optimizer.excludedRules spark.sql.adaptive.rebalancePartitionsSmallPartitionFactor spark.sql.adaptive.shuffle.targetPostShuffleInputSize
spark.sql.adaptive.skewJoin.enabled spark.sql.adaptive.skewJoin.skewedPartitionFactor spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes
spark.sql.addPartitionInBatch.size spark.sql.allowNamedFunctionArguments spark.sql.analyzer.canonicalization.multiCommutativeOpMemoryOptThreshold
spark.sql.analyzer.failAmbiguousSelfJoin spark.sql.analyzer.maxIterations spark.sql.ansi.doubleQuotedIdentifiers spark.sql.ansi.enabled
spark.sql.ansi.enforceReservedKeywords spark.sql.ansi.relationPrecedence spark.sql.autoBroadcastJoinThreshold spark.sql.avro.compression.codec
spark.sql.avro.datetimeRebaseModeInRead spark.sql.avro.datetimeRebaseModeInWrite spark.sql.avro.deflate.level spark.sql.avro.filterPushdown.enabled
spark.sql.broadcastExchange.maxThreadThreshold spark.sql.broadcastTimeout spark.sql.bucketing.coalesceBucketsInJoin.enabled
spark.sql.bucketing.coalesceBucketsInJoin.maxBucketRatio spark.sql.cache.serializer spark.sql.cartesianProductExec.buffer.in.memory.threshold
spark.sql.cartesianProductExec.buffer.spill.threshold spark.sql.caseSensitive spark.sql.catalog.spark_catalog spark.sql.catalog.spark_catalog.defaultDatabase
spark.sql.catalogImplementation spark.sql.catalyst.type spark.sql.cbo.enabled spark.sql.cbo.joinReorder.card.weight spark.sql.cbo.joinReorder.dp.star.filter
spark.sql.cbo.joinReorder.dp.threshold spark.sql.cbo.joinReorder.enabled spark.sql.cbo.planStats.enabled spark.sql.cbo.starJoinFTRatio
spark.sql.cbo.starSchemaDetection spark.sql.charAsVarchar spark.sql.chunkBase64String.enabled spark.sql.cli.print.header
spark.sql.codegen.aggregate.fastHashMap.capacityBit spark.sql.codegen.aggregate.map.twolevel.enabled spark.sql.codegen.aggregate.map.twolevel.partialOnly
spark.sql.codegen.aggregate.map.vectorized.enable spark.sql.codegen.aggregate.sortAggregate.enabled spark.sql.codegen.aggregate.splitAggregateFunc.enabled
spark.sql.codegen.cache.maxEntries spark.sql.codegen.comments spark.sql.codegen.factoryMode spark.sql.codegen.fallback spark.sql.codegen.hugeMethodLimit
spark.sql.codegen.join.buildSideOuterShuffledHashJoin.enabled spark.sql.codegen.join.existenceSortMergeJoin.enabled
spark.sql.codegen.join.fullOuterShuffledHashJoin.enabled spark.sql.codegen.join.fullOuterSortMergeJoin.enabled spark.sql.codegen.logging.maxLines
spark.sql.codegen.maxFields spark.sql.codegen.methodSplitThreshold spark.sql.codegen.splitConsumeFuncByOperator spark.sql.codegen.useIdInClassName
spark.sql.codegen.wholeStage spark.sql.columnNameOfCorruptRecord spark.sql.columnVector.offheap.enabled spark.sql.constraintPropagation.enabled
spark.sql.crossJoin.enabled spark.sql.csv.filterPushdown.enabled spark.sql.csv.parser.columnPruning.enabled spark.sql.csv.parser.inputBufferSize
spark.sql.datetime.java8API.enabled spark.sql.debug spark.sql.debug.maxToStringFields spark.sql.decimalOperations.allowPrecisionLoss spark.sql.defaultCatalog
spark.sql.defaultColumn.allowedProviders spark.sql.defaultColumn.enabled spark.sql.defaultColumn.useNullsForMissingDefaultValues spark.sql.defaultSizeInBytes
spark.sql.defaultUrlStreamHandlerFactory.enabled spark.sql.error.messageFormat spark.sql.event.truncate.length spark.sql.exchange.reuse
spark.sql.execution.arrow.enabled spark.sql.execution.arrow.fallback.enabled spark.sql.execution.arrow.localRelationThreshold
spark.sql.execution.arrow.maxRecordsPerBatch spark.sql.execution.arrow.pyspark.enabled spark.sql.execution.arrow.pyspark.fallback.enabled
spark.sql.execution.arrow.pyspark.selfDestruct.enabled spark.sql.execution.arrow.sparkr.enabled spark.sql.execution.arrow.useLargeVarTypes
spark.sql.execution.broadcastHashJoin.outputPartitioningExpandLimit spark.sql.execution.fastFailOnFileFormatOutput spark.sql.execution.id
spark.sql.execution.pandas.convertToArrowArraySafely spark.sql.execution.pandas.structHandlingMode spark.sql.execution.pandas.udf.buffer.size
spark.sql.execution.pyspark.python spark.sql.execution.pyspark.udf.simplifiedTraceback.enabled spark.sql.execution.pythonUDF.arrow.enabled
spark.sql.execution.pythonUDTF.arrow.enabled spark.sql.execution.rangeExchange.sampleSizePerPartition spark.sql.execution.removeRedundantProjects
spark.sql.execution.removeRedundantSorts spark.sql.execution.replaceHashWithSortAgg spark.sql.execution.reuseSubquery spark.sql.execution.root.id
spark.sql.execution.sortBeforeRepartition spark.sql.execution.topKSortFallbackThreshold spark.sql.execution.useObjectHashAggregateExec
spark.sql.execution.usePartitionEvaluator spark.sql.extensions spark.sql.files.ignoreCorruptFiles spark.sql.files.ignoreMissingFiles
spark.sql.files.maxPartitionBytes spark.sql.files.maxPartitionNum spark.sql.files.maxRecordsPerFile spark.sql.files.minPartitionNum
spark.sql.files.openCostInBytes spark.sql.filesourceTableRelationCacheSize spark.sql.function.concatBinaryAsString spark.sql.function.eltOutputAsString
spark.sql.globalTempDatabase spark.sql.groupByAliases spark.sql.groupByOrdinal spark.sql.hive.advancedPartitionPredicatePushdown.enabled
spark.sql.hive.caseSensitiveInferenceMode spark.sql.hive.convertCTAS spark.sql.hive.convertInsertingPartitionedTable spark.sql.hive.convertMetastoreCtas
spark.sql.hive.convertMetastoreInsertDir spark.sql.hive.convertMetastoreOrc spark.sql.hive.convertMetastoreParquet
spark.sql.hive.convertMetastoreParquet.mergeSchema spark.sql.hive.dropPartitionByName.enabled spark.sql.hive.filesourcePartitionFileCacheSize
spark.sql.hive.gatherFastStats spark.sql.hive.manageFilesourcePartitions spark.sql.hive.metastore.barrierPrefixes spark.sql.hive.metastore.jars
spark.sql.hive.metastore.jars.path spark.sql.hive.metastore.sharedPrefixes spark.sql.hive.metastore.version spark.sql.hive.metastorePartitionPruning
spark.sql.hive.metastorePartitionPruningFallbackOnException spark.sql.hive.metastorePartitionPruningFastFallback
spark.sql.hive.metastorePartitionPruningInSetThreshold spark.sql.hive.tablePropertyLengthThreshold spark.sql.hive.thriftServer.async
spark.sql.hive.thriftServer.singleSession spark.sql.hive.useDelegateForSymlinkTextInputFormat spark.sql.hive.version spark.sql.inMemoryColumnarStorage.batchSize
spark.sql.inMemoryColumnarStorage.compressed spark.sql.inMemoryColumnarStorage.enableVectorizedReader spark.sql.inMemoryColumnarStorage.partitionPruning
spark.sql.inMemoryTableScanStatistics.enable spark.sql.join.forceApplyShuffledHashJoin spark.sql.join.preferSortMergeJoin spark.sql.json.enablePartialResults
spark.sql.json.filterPushdown.enabled spark.sql.jsonGenerator.ignoreNullFields spark.sql.jsonGenerator.writeNullIfWithDefaultValue
spark.sql.kafkaConsumerCache.capacity spark.sql.lateralColumnAlias.enableImplicitResolution spark.sql.leafNodeDefaultParallelism
spark.sql.legacy.addSingleFileInAddFile spark.sql.legacy.allowAutoGeneratedAliasForView spark.sql.legacy.allowEmptySchemaWrite
spark.sql.legacy.allowHashOnMapType spark.sql.legacy.allowNegativeScaleOfDecimal spark.sql.legacy.allowNonEmptyLocationInCTAS
spark.sql.legacy.allowNullComparisonResultInArraySort spark.sql.legacy.allowParameterlessCount spark.sql.legacy.allowStarWithSingleTableIdentifierInCount
spark.sql.legacy.allowTempViewCreationWithMultipleNameparts spark.sql.legacy.allowUntypedScalaUDF spark.sql.legacy.allowZeroIndexInFormatString
spark.sql.legacy.avro.allowIncompatibleSchema spark.sql.legacy.bucketedTableScan.outputOrdering spark.sql.legacy.castComplexTypesToString.enabled
spark.sql.legacy.charVarcharAsString spark.sql.legacy.createEmptyCollectionUsingStringType spark.sql.legacy.createHiveTableByDefault
spark.sql.legacy.csv.enableDateTimeParsingFallback spark.sql.legacy.ctePrecedencePolicy spark.sql.legacy.dataFrameWriterV2IgnorePathOption
spark.sql.legacy.dataset.nameNonStructGroupingKeyAsValue spark.sql.legacy.doLooseUpcast spark.sql.legacy.emptyCurrentDBInCli
spark.sql.legacy.execution.pandas.groupedMap.assignColumnsByName spark.sql.legacy.exponentLiteralAsDecimal.enabled spark.sql.legacy.extraOptionsBehavior.enabled
spark.sql.legacy.followThreeValuedLogicInArrayExists spark.sql.legacy.fromDayTimeString.enabled spark.sql.legacy.groupingIdWithAppendedUserGroupBy
spark.sql.legacy.histogramNumericPropagateInputType spark.sql.legacy.inSubqueryNullability spark.sql.legacy.integerGroupingId spark.sql.legacy.interval.enabled
spark.sql.legacy.json.allowEmptyString.enabled spark.sql.legacy.json.enableDateTimeParsingFallback spark.sql.legacy.keepCommandOutputSchema
spark.sql.legacy.keepPartitionSpecAsStringLiteral spark.sql.legacy.literal.pickMinimumPrecision spark.sql.legacy.lpadRpadAlwaysReturnString
spark.sql.legacy.mssqlserver.numericMapping.enabled spark.sql.legacy.negativeIndexInArrayInsert spark.sql.legacy.noCharPaddingInPredicate
spark.sql.legacy.notReserveProperties spark.sql.legacy.nullInEmptyListBehavior spark.sql.legacy.nullValueWrittenAsQuotedEmptyStringCsv
spark.sql.legacy.parquet.datetimeRebaseModeInRead spark.sql.legacy.parquet.nanosAsLong spark.sql.legacy.parseNullPartitionSpecAsStringLiteral
spark.sql.legacy.parser.havingWithoutGroupByAsWhere spark.sql.legacy.pathOptionBehavior.enabled spark.sql.legacy.percentileDiscCalculation
spark.sql.legacy.replaceDatabricksSparkAvro.enabled spark.sql.legacy.respectNullabilityInTextDatasetConversion spark.sql.legacy.sessionInitWithConfigDefaults
spark.sql.legacy.setCommandRejectsSparkCoreConfs spark.sql.legacy.setopsPrecedence.enabled spark.sql.legacy.sizeOfNull
spark.sql.legacy.skipTypeValidationOnAlterPartition spark.sql.legacy.statisticalAggregate spark.sql.legacy.storeAnalyzedPlanForView
spark.sql.legacy.timeParserPolicy spark.sql.legacy.typeCoercion.datetimeToString.enabled spark.sql.legacy.useCurrentConfigsForView spark.sql.legacy.useV1Command
spark.sql.legacy.v1IdentifierNoCatalog spark.sql.limit.initialNumPartitions spark.sql.limit.scaleUpFactor spark.sql.mapKeyDedupPolicy
spark.sql.maven.additionalRemoteRepositories spark.sql.maxConcurrentOutputFileWriters spark.sql.maxMetadataStringLength spark.sql.maxPlanStringLength
spark.sql.maxSinglePartitionBytes spark.sql.metadataCacheTTLSeconds spark.sql.objectHashAggregate.sortBased.fallbackThreshold
spark.sql.optimizeNullAwareAntiJoin spark.sql.optimizer.canChangeCachedPlanOutputPartitioning spark.sql.optimizer.collapseProjectAlwaysInline
spark.sql.optimizer.decorrelateInnerQuery.enabled spark.sql.optimizer.decorrelateSetOps.enabled
spark.sql.optimizer.decorrelateSubqueryLegacyIncorrectCountHandling.enabled spark.sql.optimizer.disableHints spark.sql.optimizer.dynamicPartitionPruning.enabled
spark.sql.optimizer.dynamicPartitionPruning.fallbackFilterRatio spark.sql.optimizer.dynamicPartitionPruning.reuseBroadcastOnly
spark.sql.optimizer.dynamicPartitionPruning.useStats spark.sql.optimizer.enableCsvExpressionOptimization spark.sql.optimizer.enableJsonExpressionOptimization
spark.sql.optimizer.excludeSubqueryRefsFromRemoveRedundantAliases.enabled spark.sql.optimizer.excludedRules spark.sql.optimizer.expression.nestedPruning.enabled
spark.sql.optimizer.expressionProjectionCandidateLimit spark.sql.optimizer.inSetConversionThreshold spark.sql.optimizer.inSetSwitchThreshold
spark.sql.optimizer.maxIterations spark.sql.optimizer.metadataOnly spark.sql.optimizer.nestedPredicatePushdown.supportedFileSources
spark.sql.optimizer.nestedSchemaPruning.enabled spark.sql.optimizer.optimizeOneRowRelationSubquery
spark.sql.optimizer.optimizeOneRowRelationSubquery.alwaysInline spark.sql.optimizer.plannedWrite.enabled spark.sql.optimizer.propagateDistinctKeys.enabled
spark.sql.optimizer.pruneFiltersCanPruneStreamingSubplan spark.sql.optimizer.pullHintsIntoSubqueries spark.sql.optimizer.replaceExceptWithFilter
spark.sql.optimizer.runtime.bloomFilter.applicationSideScanSizeThreshold spark.sql.optimizer.runtime.bloomFilter.creationSideThreshold
spark.sql.optimizer.runtime.bloomFilter.enabled spark.sql.optimizer.runtime.bloomFilter.expectedNumItems spark.sql.optimizer.runtime.bloomFilter.maxNumBits
spark.sql.optimizer.runtime.bloomFilter.maxNumItems spark.sql.optimizer.runtime.bloomFilter.numBits
spark.sql.optimizer.runtime.rowLevelOperationGroupFilter.enabled spark.sql.optimizer.runtimeFilter.number.threshold
spark.sql.optimizer.serializer.nestedSchemaPruning.enabled spark.sql.optimizer.windowGroupLimitThreshold spark.sql.orc.aggregatePushdown
spark.sql.orc.columnarReaderBatchSize spark.sql.orc.columnarWriterBatchSize spark.sql.orc.compression.codec spark.sql.orc.enableNestedColumnVectorizedReader
spark.sql.orc.enableVectorizedReader spark.sql.orc.filterPushdown spark.sql.orc.impl spark.sql.orc.mergeSchema spark.sql.orderByOrdinal
spark.sql.parquet.aggregatePushdown spark.sql.parquet.binaryAsString spark.sql.parquet.columnarReaderBatchSize spark.sql.parquet.compression.codec
spark.sql.parquet.datetimeRebaseModeInRead spark.sql.parquet.datetimeRebaseModeInWrite spark.sql.parquet.enableNestedColumnVectorizedReader
spark.sql.parquet.enableVectorizedReader spark.sql.parquet.fieldId.read.enabled spark.sql.parquet.fieldId.read.ignoreMissing
spark.sql.parquet.fieldId.write.enabled spark.sql.parquet.filterPushdown spark.sql.parquet.filterPushdown.date spark.sql.parquet.filterPushdown.decimal
spark.sql.parquet.filterPushdown.string.startsWith spark.sql.parquet.filterPushdown.stringPredicate spark.sql.parquet.filterPushdown.timestamp
spark.sql.parquet.inferTimestampNTZ.enabled spark.sql.parquet.int96AsTimestamp spark.sql.parquet.int96RebaseModeInRead spark.sql.parquet.int96RebaseModeInWrite
spark.sql.parquet.int96TimestampConversion spark.sql.parquet.mergeSchema spark.sql.parquet.output.committer.class spark.sql.parquet.outputTimestampType
spark.sql.parquet.pushdown.inFilterThreshold spark.sql.parquet.recordLevelFilter.enabled spark.sql.parquet.respectSummaryFiles
spark.sql.parquet.writeLegacyFormat spark.sql.parser.escapedStringLiterals spark.sql.parser.quotedRegexColumnNames spark.sql.pivotMaxValues
spark.sql.planChangeLog.batches spark.sql.planChangeLog.level spark.sql.planChangeLog.rules spark.sql.planChangeValidation
spark.sql.pyspark.inferNestedDictAsStruct.enabled spark.sql.pyspark.jvmStacktrace.enabled spark.sql.pyspark.legacy.inferArrayTypeFromFirstElement.enabled
spark.sql.queryExecutionListeners spark.sql.readSideCharPadding spark.sql.redaction.options.regex spark.sql.redaction.string.regex
spark.sql.repl.eagerEval.enabled spark.sql.repl.eagerEval.maxNumRows spark.sql.repl.eagerEval.truncate spark.sql.requireAllClusterKeysForCoPartition
spark.sql.requireAllClusterKeysForDistribution spark.sql.retainGroupColumns spark.sql.runSQLOnFiles spark.sql.scriptTransformation.exitTimeoutInSeconds
spark.sql.selfJoinAutoResolveAmbiguity spark.sql.session.localRelationCacheThreshold spark.sql.session.timeZone
spark.sql.sessionWindow.buffer.in.memory.threshold spark.sql.sessionWindow.buffer.spill.threshold spark.sql.shuffle.partitions spark.sql.shuffledHashJoinFactor
spark.sql.sort.enableRadixSort spark.sql.sortMergeJoinExec.buffer.in.memory.threshold spark.sql.sortMergeJoinExec.buffer.spill.threshold
spark.sql.sources.binaryFile.maxLength spark.sql.sources.bucketing.autoBucketedScan.enabled spark.sql.sources.bucketing.enabled
spark.sql.sources.bucketing.maxBuckets spark.sql.sources.commitProtocolClass spark.sql.sources.default spark.sql.sources.disabledJdbcConnProviderList
spark.sql.sources.fileCompressionFactor spark.sql.sources.ignoreDataLocality spark.sql.sources.outputCommitterClass
spark.sql.sources.parallelPartitionDiscovery.parallelism spark.sql.sources.parallelPartitionDiscovery.threshold
spark.sql.sources.partitionColumnTypeInference.enabled spark.sql.sources.partitionOverwriteMode spark.sql.sources.schema.num
spark.sql.sources.schemaStringLengthThreshold spark.sql.sources.useV1SourceList spark.sql.sources.v2.bucketing.enabled
spark.sql.sources.v2.bucketing.partiallyClusteredDistribution.enabled spark.sql.sources.v2.bucketing.pushPartValues.enabled
spark.sql.sources.validatePartitionColumns spark.sql.sources.writeJobUUID spark.sql.stableDerivedColumnAlias.enabled spark.sql.statistics.fallBackToHdfs
spark.sql.statistics.histogram.enabled spark.sql.statistics.histogram.numBins spark.sql.statistics.ndv.maxError
spark.sql.statistics.parallelFileListingInStatsComputation.enabled spark.sql.statistics.percentile.accuracy spark.sql.statistics.size.autoUpdate.enabled
spark.sql.storeAssignmentPolicy spark.sql.streaming.aggregation.stateFormatVersion spark.sql.streaming.asyncLogPurge.enabled
spark.sql.streaming.checkpoint.escapedPathCheck.enabled spark.sql.streaming.checkpoint.renamedFileCheck.enabled spark.sql.streaming.checkpointLocation
spark.sql.streaming.commitProtocolClass spark.sql.streaming.continuous.epochBacklogQueueSize spark.sql.streaming.continuous.executorPollIntervalMs
spark.sql.streaming.continuous.executorQueueSize spark.sql.streaming.disabledV2MicroBatchReaders spark.sql.streaming.disabledV2Writers
spark.sql.streaming.fileSink.log.cleanupDelay spark.sql.streaming.fileSink.log.compactInterval spark.sql.streaming.fileSink.log.deletion
spark.sql.streaming.fileSource.cleaner.numThreads spark.sql.streaming.fileSource.log.cleanupDelay spark.sql.streaming.fileSource.log.compactInterval
spark.sql.streaming.fileSource.log.deletion spark.sql.streaming.fileSource.schema.forceNullable spark.sql.streaming.fileStreamSink.ignoreMetadata
spark.sql.streaming.flatMapGroupsWithState.stateFormatVersion spark.sql.streaming.forceDeleteTempCheckpointLocation spark.sql.streaming.join.stateFormatVersion
spark.sql.streaming.kafka.useDeprecatedOffsetFetching spark.sql.streaming.maxBatchesToRetainInMemory spark.sql.streaming.metadataCache.enabled
spark.sql.streaming.metricsEnabled spark.sql.streaming.minBatchesToRetain spark.sql.streaming.multipleWatermarkPolicy
spark.sql.streaming.noDataMicroBatches.enabled spark.sql.streaming.noDataProgressEventInterval spark.sql.streaming.numRecentProgressUpdates
spark.sql.streaming.optimizeOneRowPlan.enabled spark.sql.streaming.pollingDelay spark.sql.streaming.schemaInference
spark.sql.streaming.sessionWindow.merge.sessions.in.local.partition spark.sql.streaming.sessionWindow.stateFormatVersion
spark.sql.streaming.stateStore.compression.codec spark.sql.streaming.stateStore.formatValidation.enabled spark.sql.streaming.stateStore.maintenanceInterval
spark.sql.streaming.stateStore.minDeltasForSnapshot spark.sql.streaming.stateStore.providerClass spark.sql.streaming.stateStore.rocksdb.formatVersion
spark.sql.streaming.stateStore.skipNullsForStreamStreamJoins.enabled spark.sql.streaming.stateStore.stateSchemaCheck
spark.sql.streaming.statefulOperator.allowMultiple spark.sql.streaming.statefulOperator.checkCorrectness.enabled
spark.sql.streaming.statefulOperator.useStrictDistribution spark.sql.streaming.stopActiveRunOnRestart spark.sql.streaming.stopTimeout
spark.sql.streaming.streamingQueryListeners spark.sql.streaming.ui.enabled spark.sql.streaming.ui.enabledCustomMetricList
spark.sql.streaming.ui.retainedProgressUpdates spark.sql.streaming.ui.retainedQueries spark.sql.streaming.unsupportedOperationCheck
spark.sql.subexpressionElimination.cache.maxEntries spark.sql.subexpressionElimination.enabled spark.sql.subexpressionElimination.skipForShortcutExpr
spark.sql.subquery.maxThreadThreshold spark.sql.test.forceApplySortAggregate spark.sql.test.localRelationRowCount spark.sql.thriftServer.incrementalCollect
spark.sql.thriftServer.interruptOnCancel spark.sql.thriftServer.queryTimeout spark.sql.thriftserver.scheduler.pool spark.sql.thriftserver.ui.retainedSessions
spark.sql.thriftserver.ui.retainedStatements spark.sql.timestampType spark.sql.truncateTable.ignorePermissionAcl.enabled
spark.sql.tvf.allowMultipleTableArguments.enabled spark.sql.ui.explainMode spark.sql.ui.retainedExecutions spark.sql.variable.substitute
spark.sql.view.maxNestedViewDepth spark.sql.warehouse.dir spark.sql.windowExec.buffer.in.memory.threshold spark.sql.windowExec.buffer.spill.threshold`,
  '3.5 4.0': `
spark.sql.udt.allowCreatingUDTFromString spark.sql.udt.allowedDynamicUDTClasses`,
  '4.0 4.1': `
spark.sql.alwaysInlineCommonExpr spark.sql.analyzer.allowSubqueryExpressionsInLambdasOrHigherOrderFunctions
spark.sql.analyzer.scalarSubqueryAllowGroupByColumnEqualToConstant spark.sql.analyzer.singlePassResolver.dualRunWithLegacy
spark.sql.analyzer.singlePassResolver.enabled spark.sql.analyzer.singlePassResolver.relationBridging.enabled
spark.sql.analyzer.singlePassResolver.returnSinglePassResultInDualRun spark.sql.analyzer.singlePassResolver.validationEnabled
spark.sql.analyzer.sqlFunctionResolution.applyConfOverrides spark.sql.artifact.copyFromLocalToFs.allowDestLocal
spark.sql.artifact.isolation.alwaysApplyClassloader spark.sql.artifact.isolation.enabled spark.sql.assumeAnsiFalseIfNotPersisted.enabled spark.sql.avro.xz.level
spark.sql.avro.zstandard.bufferPool.enabled spark.sql.avro.zstandard.level spark.sql.binaryOutputStyle spark.sql.codegen.broadcastCleanedSourceThreshold
spark.sql.connect.enrichError.enabled spark.sql.connect.serverStacktrace.enabled spark.sql.connect.ui.retainedSessions spark.sql.connect.ui.retainedStatements
spark.sql.dataFrameQueryContext.enabled spark.sql.dataSource.skipAssertOnPredicatePushdown spark.sql.dataframeCache.logLevel spark.sql.defaultCacheStorageLevel
spark.sql.execution.arrow.maxBytesPerBatch spark.sql.execution.arrow.transformWithStateInPandas.maxRecordsPerBatch spark.sql.execution.interruptOnCancel
spark.sql.execution.pandas.inferPandasDictAsMap spark.sql.execution.pyspark.udf.faulthandler.enabled spark.sql.execution.pyspark.udf.hideTraceback.enabled
spark.sql.execution.pyspark.udf.idleTimeoutSeconds spark.sql.execution.python.udf.buffer.size spark.sql.execution.python.udf.maxRecordsPerBatch
spark.sql.execution.pythonUDF.arrow.concurrency.level spark.sql.expressionTreeChangeLog.level spark.sql.extendedExplainProviders
spark.sql.extensions.test.loadFromCp spark.sql.files.ignoreInvalidPartitionPaths spark.sql.files.supportSecondOffsetFormat
spark.sql.hive.convertInsertingUnpartitionedTable spark.sql.icu.caseMappings.enabled spark.sql.inMemoryColumnarStorage.hugeVectorReserveRatio
spark.sql.inMemoryColumnarStorage.hugeVectorThreshold spark.sql.json.enableExactStringParsing spark.sql.json.useUnsafeRow
spark.sql.lazySetOperatorOutput.enabled spark.sql.legacy.bangEqualsNot spark.sql.legacy.codingErrorAction spark.sql.legacy.db2.booleanMapping.enabled
spark.sql.legacy.db2.numericMapping.enabled spark.sql.legacy.decimal.retainFractionDigitsOnTruncate spark.sql.legacy.disableMapKeyNormalization
spark.sql.legacy.duplicateBetweenInput spark.sql.legacy.earlyEvalCurrentTime spark.sql.legacy.inlineCTEInCommands spark.sql.legacy.javaCharsets
spark.sql.legacy.mssqlserver.datetimeoffsetMapping.enabled spark.sql.legacy.mysql.bitArrayMapping.enabled spark.sql.legacy.mysql.timestampNTZMapping.enabled
spark.sql.legacy.oracle.timestampMapping.enabled spark.sql.legacy.parseQueryWithoutEof spark.sql.legacy.postgres.datetimeMapping.enabled
spark.sql.legacy.raiseErrorWithoutErrorClass spark.sql.legacy.readFileSourceTableCacheIgnoreOptions
spark.sql.legacy.scalarSubqueryAllowGroupByNonEqualityCorrelatedPredicate spark.sql.legacy.scalarSubqueryCountBugBehavior spark.sql.legacy.viewSchemaBindingMode
spark.sql.legacy.viewSchemaCompensation spark.sql.lightweightPlanChangeValidation spark.sql.operatorPipeSyntaxEnabled
spark.sql.optimizer.avoidCollapseUDFWithExpensiveExpr spark.sql.optimizer.decorrelateExistsSubqueryLegacyIncorrectCountHandling.enabled
spark.sql.optimizer.decorrelateJoinPredicate.enabled spark.sql.optimizer.decorrelateLimit.enabled spark.sql.optimizer.decorrelateOffset.enabled
spark.sql.optimizer.decorrelatePredicateSubqueriesInJoinPredicate.enabled spark.sql.optimizer.decorrelateSubqueryPreventConstantHoldingForCountBug.enabled
spark.sql.optimizer.decorrelateUnionOrSetOpUnderLimit.enabled spark.sql.optimizer.optimizeUncorrelatedInSubqueriesInJoinCondition.enabled
spark.sql.optimizer.pullOutNestedDataOuterRefExpressions.enabled spark.sql.optimizer.scalarSubqueryUseSingleJoin
spark.sql.optimizer.wrapExistsInAggregateFunction spark.sql.orderingAwareLimitOffset spark.sql.parser.eagerEvalOfUnresolvedInlineTable
spark.sql.planner.pythonExecution.memory spark.sql.preserveCharVarcharTypeInfo spark.sql.pyspark.legacy.inferMapTypeFromFirstPair.enabled
spark.sql.pyspark.plotting.max_rows spark.sql.pyspark.udf.profiler spark.sql.resultQueryStage.maxThreadThreshold
spark.sql.runCollationTypeCastsBeforeAliasAssignment.enabled spark.sql.scripting.enabled spark.sql.shuffleDependency.fileCleanup.enabled
spark.sql.shuffleDependency.skipMigration.enabled spark.sql.shuffleExchange.maxThreadThreshold spark.sql.sources.useListFilesFileSystemList
spark.sql.sources.v2.bucketing.allowCompatibleTransforms.enabled spark.sql.sources.v2.bucketing.allowJoinKeysSubsetOfPartitionKeys.enabled
spark.sql.sources.v2.bucketing.partition.filter.enabled spark.sql.sources.v2.bucketing.shuffle.enabled spark.sql.sources.v2.bucketing.sorting.enabled
spark.sql.stackTracesInDataFrameContext spark.sql.statistics.updatePartitionStatsInAnalyzeTable.enabled
spark.sql.streaming.flatMapGroupsWithState.skipEmittingInitialStateKeys spark.sql.streaming.ratioExtraSpaceAllowedInCheckpoint
spark.sql.streaming.stateStore.checkpointFormatVersion spark.sql.streaming.stateStore.encodingFormat spark.sql.streaming.stateStore.maxNumStateSchemaFiles
spark.sql.streaming.stateStore.numStateStoreMaintenanceThreads spark.sql.streaming.stateStore.valueStateSchemaEvolutionThreshold
spark.sql.streaming.transformWithState.stateSchemaVersion spark.sql.streaming.triggerAvailableNowWrapper.enabled spark.sql.test.forceApplyObjectHashAggregate
spark.sql.timeTravelTimestampKey spark.sql.timeTravelVersionKey spark.sql.transposeMaxValues spark.sql.useCommonExprIdForAlias
spark.sql.variant.allowDuplicateKeys spark.sql.variant.allowReadingShredded spark.sql.variant.forceShreddingSchemaForTest spark.sql.variant.pushVariantIntoScan
spark.sql.variant.writeShredding.enabled`,
  '3.5': `
spark.sql.hive.verifyPartitionPath spark.sql.legacy.avro.datetimeRebaseModeInRead spark.sql.legacy.avro.datetimeRebaseModeInWrite
spark.sql.legacy.parquet.datetimeRebaseModeInWrite spark.sql.legacy.parquet.int96RebaseModeInRead spark.sql.legacy.parquet.int96RebaseModeInWrite
spark.sql.optimizer.runtimeFilter.semiJoinReduction.enabled`,
  '4.1': `
spark.sql.adaptive.streaming.stateless.enabled spark.sql.analyzer.dontDeduplicateExpressionIfExprIdInOutput spark.sql.analyzer.preferColumnOverLcaInArrayIndex
spark.sql.analyzer.singlePassResolver.dualRunSampleRate spark.sql.analyzer.singlePassResolver.enabledTentatively
spark.sql.analyzer.singlePassResolver.exposeResolverGuardFailure spark.sql.analyzer.singlePassResolver.preventUsingAliasesFromNonDirectChildren
spark.sql.analyzer.singlePassResolver.runExtendedResolutionChecks spark.sql.analyzer.singlePassResolver.runHeavyExtendedResolutionChecks
spark.sql.analyzer.singlePassResolver.throwFromResolverGuard spark.sql.analyzer.unionIsResolvedWhenDuplicatesPerChildResolved
spark.sql.analyzer.uniqueNecessaryMetadataColumns spark.sql.cartesianProductExec.buffer.spill.size.threshold
spark.sql.classic.shuffleDependency.fileCleanup.enabled spark.sql.codegen.logLevel spark.sql.connect.shuffleDependency.fileCleanup.enabled
spark.sql.cteRecursionAnchorRowsLimitToConvertToLocalRelation spark.sql.cteRecursionLevelLimit spark.sql.cteRecursionRowLimit
spark.sql.cteRelationDefMaxRows.enabled spark.sql.dataSource.alwaysCreateV2Predicate spark.sql.enforceTypeCoercionBeforeUnionDeduplication.enabled
spark.sql.execution.arrow.compression.codec spark.sql.execution.arrow.compression.zstd.level spark.sql.execution.arrow.maxBytesPerOutputBatch
spark.sql.execution.arrow.maxRecordsPerOutputBatch spark.sql.execution.arrow.pyspark.validateSchema.enabled
spark.sql.execution.arrow.transformWithStateInPySpark.maxStateRecordsPerBatch spark.sql.execution.datasources.hadoopLineRecordReader.enabled
spark.sql.execution.pyspark.binaryAsBytes spark.sql.execution.pyspark.udf.daemonKillWorkerOnFlushFailure spark.sql.execution.pyspark.udf.killOnIdleTimeout
spark.sql.execution.pyspark.udf.tracebackDumpIntervalSeconds spark.sql.execution.pythonUDF.arrow.legacy.fallbackOnUDT
spark.sql.execution.pythonUDF.pandas.intToDecimalCoercionEnabled spark.sql.geospatial.enabled spark.sql.hive.convertMetastoreAsNullable
spark.sql.legacy.allowSessionVariableInPersistedView spark.sql.legacy.blockCreateTempTableUsingProvider spark.sql.legacy.consecutiveStringLiterals.enabled
spark.sql.legacy.execution.pythonUDF.pandas.conversion.enabled spark.sql.legacy.execution.pythonUDTF.pandas.conversion.enabled
spark.sql.legacy.hive.thriftServer.useZeroBasedColumnOrdinalPosition spark.sql.legacy.identifierClause spark.sql.legacy.parameterSubstitution.constantsOnly
spark.sql.legacy.parquet.returnNullStructIfAllFieldsMissing spark.sql.legacy.truncateForEmptyRegexSplit spark.sql.legacy.useLegacyXMLParser
spark.sql.mapZipWithUsesJavaCollections spark.sql.maxBroadcastTableSize spark.sql.mergeNestedTypeCoercion.enabled spark.sql.nameResolutionLog.level
spark.sql.optimizer.datasourceV2ExprFolding spark.sql.optimizer.datasourceV2JoinPushdown spark.sql.optimizer.preserveAliasMetadataWhenCollapsingProjects
spark.sql.parquet.enableNullTypeVectorizedReader spark.sql.parquet.ignoreVariantAnnotation spark.sql.parquet.reader.respectUnknownTypeAnnotation.enabled
spark.sql.parquet.variant.annotateLogicalType.enabled spark.sql.parser.manageParserCaches spark.sql.parser.parserDfaCacheFlushRatio
spark.sql.parser.parserDfaCacheFlushThreshold spark.sql.pipelines.event.queue.capacity spark.sql.pipelines.execution.maxConcurrentFlows
spark.sql.pipelines.execution.streamstate.pollingInterval spark.sql.pipelines.execution.watchdog.maxRetryTime
spark.sql.pipelines.execution.watchdog.minRetryTime spark.sql.pipelines.maxFlowRetryAttempts spark.sql.pipelines.timeoutMsForTerminationJoinAndLock
spark.sql.prioritizeOrdinalResolutionInSort.enabled spark.sql.pyspark.worker.logging.enabled spark.sql.python.filterPushdown.enabled
spark.sql.scripting.continueHandlerEnabled spark.sql.session.localRelationBatchOfChunksSizeBytes spark.sql.session.localRelationChunkSizeBytes
spark.sql.session.localRelationChunkSizeLimit spark.sql.session.localRelationChunkSizeRows spark.sql.session.localRelationSizeLimit
spark.sql.sessionWindow.buffer.spill.size.threshold spark.sql.shuffle.orderIndependentChecksum.enableFullRetryOnMismatch
spark.sql.shuffle.orderIndependentChecksum.enabled spark.sql.sortMergeJoinExec.buffer.spill.size.threshold spark.sql.streaming.checkpoint.fileChecksum.enabled
spark.sql.streaming.checkpoint.fileChecksum.skipCreationIfFileMissingChecksum spark.sql.streaming.internal.stateStore.partitions
spark.sql.streaming.realTimeMode.allowlistCheck spark.sql.streaming.realTimeMode.minBatchDuration spark.sql.streaming.stateStore.commitValidation.enabled
spark.sql.streaming.stateStore.coordinatorReportSnapshotUploadLag spark.sql.streaming.stateStore.maintenanceProcessingTimeout
spark.sql.streaming.stateStore.maintenanceShutdownTimeout spark.sql.streaming.stateStore.maxLaggingStoresToReport
spark.sql.streaming.stateStore.maxVersionsToDeletePerMaintenance spark.sql.streaming.stateStore.multiplierForMinTimeDiffToLog
spark.sql.streaming.stateStore.multiplierForMinVersionDiffToLog spark.sql.streaming.stateStore.numStateStoreInstanceMetricsToReport
spark.sql.streaming.stateStore.snapshotLagReportInterval spark.sql.streaming.stateStore.unloadOnCommit spark.sql.streaming.verifyCheckpointDirectoryEmptyOnStart
spark.sql.timeType.enabled spark.sql.unionOutputPartitioning spark.sql.variant.inferShreddingSchema spark.sql.variant.shredding.maxSchemaDepth
spark.sql.variant.shredding.maxSchemaWidth spark.sql.windowExec.buffer.spill.size.threshold`,
};
