/** What MongoDB 8.0's manual lists, name by name: the whole language, of which the store speaks a part. */

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Query predicates: those that stand where a field's name could, and those asked of a field. */
export const clauses = words(
  '$and $or $nor $expr $jsonSchema $text $where $comment $alwaysTrue $alwaysFalse $sampleRate',
);
export const predicates = words(`
  $eq $ne $gt $gte $lt $lte $in $nin $not $exists $type $mod $regex $options $all $elemMatch $size
  $bitsAllClear $bitsAllSet $bitsAnyClear $bitsAnySet $geoIntersects $geoWithin $near $nearSphere`);

/** Projection operators of find. */
export const projections = words('$ $elemMatch $slice $meta');

export const updates = words(`
  $currentDate $inc $min $max $mul $rename $set $setOnInsert $unset
  $addToSet $pop $pull $push $pullAll $bit`);
export const pushModifiers = words('$each $position $slice $sort');
export const positional = words('$ $[] $[identifier]');

export const stages = words(`
  $addFields $bucket $bucketAuto $changeStream $changeStreamSplitLargeEvent $collStats $count $currentOp $densify
  $documents $facet $fill $geoNear $graphLookup $group $indexStats $limit $listLocalSessions $listSampledQueries
  $listSearchIndexes $listSessions $lookup $match $merge $out $planCacheStats $project $querySettings $queryStats $redact
  $replaceRoot $replaceWith $sample $search $searchMeta $set $setWindowFields $shardedDataDistribution $skip $sort
  $sortByCount $unionWith $unset $unwind $vectorSearch`);

/** Accumulators of `$group`. */
export const accumulators = words(`
  $accumulator $addToSet $avg $bottom $bottomN $count $first $firstN $last $lastN $max $maxN $median $mergeObjects $min
  $minN $percentile $push $stdDevPop $stdDevSamp $sum $top $topN`);

/** What only `$setWindowFields` knows. */
export const windowOperators = words(`
  $covariancePop $covarianceSamp $denseRank $derivative $documentNumber $expMovingAvg $integral $linearFill $locf $rank
  $shift`);

export const expressions = words(`
  $abs $acos $acosh $add $allElementsTrue $and $anyElementTrue $arrayElemAt $arrayToObject $asin $asinh $atan $atan2 $atanh
  $avg $binarySize $bitAnd $bitNot $bitOr $bitXor $bsonSize $ceil $cmp $concat $concatArrays $cond $convert $cos $cosh
  $dateAdd $dateDiff $dateFromParts $dateFromString $dateSubtract $dateToParts $dateToString $dateTrunc $dayOfMonth
  $dayOfWeek $dayOfYear $degreesToRadians $divide $eq $exp $filter $first $firstN $floor $function $getField $gt $gte $hour
  $ifNull $in $indexOfArray $indexOfBytes $indexOfCP $isArray $isNumber $isoDayOfWeek $isoWeek $isoWeekYear $last $lastN
  $let $literal $ln $log $log10 $lt $lte $ltrim $map $max $maxN $median $mergeObjects $meta $millisecond $min $minN $minute
  $mod $month $multiply $ne $not $objectToArray $or $percentile $pow $radiansToDegrees $rand $range $reduce $regexFind
  $regexFindAll $regexMatch $replaceAll $replaceOne $reverseArray $round $rtrim $sampleRate $second $setDifference
  $setEquals $setField $setIntersection $setIsSubset $setUnion $sin $sinh $size $slice $sortArray $split $sqrt $stdDevPop
  $stdDevSamp $strLenBytes $strLenCP $strcasecmp $substr $substrBytes $substrCP $subtract $sum $switch $tan $tanh $toBool
  $toDate $toDecimal $toDouble $toHashedIndexKey $toInt $toLong $toLower $toObjectId $toString $toUUID $toUpper $trim
  $trunc $tsIncrement $tsSecond $type $unsetField $week $year $zip`);

export const variables = words('NOW CLUSTER_TIME ROOT CURRENT REMOVE DESCEND PRUNE KEEP SEARCH_META USER_ROLES');

/** Commands, by the manual's chapters. */
export const commands = words(`
  aggregate count distinct mapReduce
  geoSearch
  bulkWrite delete find findAndModify getMore insert resetError update
  planCacheClear planCacheClearFilters planCacheListFilters planCacheSetFilter removeQuerySettings setQuerySettings
  authenticate getnonce logout
  createUser dropAllUsersFromDatabase dropUser grantRolesToUser revokeRolesFromUser updateUser usersInfo
  createRole dropRole dropAllRolesFromDatabase grantPrivilegesToRole grantRolesToRole invalidateUserCache
  revokePrivilegesFromRole revokeRolesFromRole rolesInfo updateRole
  applyOps hello replSetAbortPrimaryCatchUp replSetFreeze replSetGetConfig replSetGetStatus replSetInitiate
  replSetMaintenance replSetReconfig replSetResizeOplog replSetStepDown replSetSyncFrom appendOplogNote isMaster
  abortMoveCollection abortReshardCollection abortUnshardCollection addShard addShardToZone analyzeShardKey
  balancerCollectionStatus balancerStart balancerStatus balancerStop checkShardingIndex checkMetadataConsistency
  cleanupOrphaned cleanupReshardCollection clearJumboFlag commitReshardCollection configureCollectionBalancing
  configureQueryAnalyzer enableSharding flushRouterConfig getShardMap getShardVersion isdbgrid listShards medianKey
  moveChunk moveCollection movePrimary moveRange mergeChunks mergeAllChunksOnShard refineCollectionShardKey removeShard
  removeShardFromZone reshardCollection setAllowMigrations setShardVersion shardCollection shardingState
  split splitVector transitionFromDedicatedConfigServer transitionToDedicatedConfigServer unshardCollection
  updateZoneKeyRange
  abortTransaction commitTransaction endSessions killAllSessions killAllSessionsByPattern killSessions refreshSessions
  startSession
  autoCompact cloneCollectionAsCapped collMod compact compactStructuredEncryptionData convertToCapped create
  createIndexes currentOp drop dropDatabase dropConnections dropIndexes filemd5 fsync fsyncUnlock getAuditConfig
  getClusterParameter getDefaultRWConcern getParameter killCursors killOp listCollections listDatabases listIndexes
  logRotate reIndex renameCollection rotateCertificates setAuditConfig setFeatureCompatibilityVersion setIndexCommitQuorum
  setClusterParameter setParameter setDefaultRWConcern setUserWriteBlockMode shutdown
  availableQueryOptions buildInfo collStats connPoolStats connectionStatus cursorInfo dataSize dbHash dbStats
  driverOIDTest explain features getCmdLineOpts getLog hostInfo listCommands lockInfo netstat ping profile serverStatus
  shardConnPoolStats top validate validateDBMetadata whatsmyuri
  logApplicationMessage
  createSearchIndexes dropSearchIndex listSearchIndexes updateSearchIndex`);

/** What a field's value in an index's key can be, besides 1 and -1. */
export const indexTypes = words('text 2d 2dsphere hashed wildcard');
export const indexOptions = words(`
  key name unique sparse partialFilterExpression expireAfterSeconds background hidden storageEngine weights
  default_language language_override textIndexVersion 2dsphereIndexVersion bits min max collation wildcardProjection v`);
