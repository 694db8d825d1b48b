/** Keys of doris_cloud.conf with their defaults, by type, by whether they change while it runs, and, behind an @, by the sources that have them. Written by scripts/doris-keys.ts; do not edit. */
export const META_SERVICE: Record<string, string> = {
  'boolean mutable @6771470 @c3fbd37 @2025-06 @996a500': `
enable_batch_get_mow_tablet_stats_and_meta=true enable_distinguish_hdfs_path=true enable_load_txn_status_check=true enable_s3_rate_limiter=false
enable_tablet_job_check=true enable_update_delete_bitmap_kv_check=false snapshot_get_tablet_stats=true split_tablet_stats=true
use_delete_bitmap_lock_random_version=false write_schema_kv=true`,
  'boolean static @6771470 @c3fbd37 @2025-06 @996a500': `
delete_bitmap_enable_retry_txn_conflict=true enable_check_instance_id=true enable_checker=false enable_cloud_txn_lazy_commit=true
enable_cluster_name_check=false enable_delete_bitmap_inverted_check=false enable_delete_bitmap_storage_optimize_v2_check=false enable_file_logger=true
enable_inverted_check=false enable_kms=false enable_loopback_address_for_ms=false enable_rate_limit=true enable_retry_txn_conflict=true
enable_txn_store_retry=true focus_add_kms_data_key=false force_immediate_recycle=false log_immediate_flush=false use_detailed_metrics=true use_mem_kv=false`,
  'short mutable @6771470 @c3fbd37 @2025-06 @996a500': `
meta_schema_value_version=1`,
  'texts mutable @6771470 @c3fbd37 @2025-06 @996a500': `
recycle_blacklist= recycle_whitelist=`,
  'long mutable @6771470 @c3fbd37 @2025-06 @996a500': `
check_recycle_task_interval_seconds=600 compacted_rowset_retention_seconds=10800 delete_bitmap_storage_optimize_v2_check_skip_seconds=300
dropped_index_retention_seconds=10800 dropped_partition_retention_seconds=10800 max_get_delete_bitmap_byte=1073741824 max_num_aborted_txn=100
max_s3_client_retry=10 max_txn_commit_byte=7340032 recycle_interval_seconds=3600 recycle_task_threshold_seconds=10800
recycler_sleep_before_scheduling_seconds=60 retention_seconds=259200 s3_get_bucket_tokens=1000000000000000000 s3_get_token_limit=0
s3_get_token_per_second=1000000000000000000 s3_put_bucket_tokens=1000000000000000000 s3_put_token_limit=0 s3_put_token_per_second=1000000000000000000
txn_lazy_max_rowsets_per_batch=1000`,
  'text mutable @6771470 @c3fbd37 @2025-06 @996a500': `
ca_cert_file_paths=/etc/pki/tls/certs/ca-bundle.crt;/etc/ssl/certs/ca-certificates.crt;/etc/ssl/ca-bundle.pem delete_bitmap_lock_v2_white_list=`,
  'texts static @6771470 @c3fbd37 @2025-06 @996a500': `
log_verbose_modules= recycler_storage_vault_white_list=`,
  'int mutable @6771470 @c3fbd37 @2025-06 @996a500': `
check_object_interval_seconds=43200 copy_job_max_retention_second=259200 instance_recycler_worker_pool_size=32 label_keep_max_second=259200
recycle_job_lease_expired_ms=60000 scan_instances_interval_seconds=60 schema_dict_key_count_limit=4096 schema_dict_kv_size_limit=5242880`,
  'long static @6771470 @c3fbd37 @2025-06 @996a500': `
brpc_max_body_size=3147483648 brpc_socket_max_unwritten_bytes=1073741824 bvar_qps_update_second=5 default_max_qps_limit=1000000 fdb_txn_timeout_ms=10000
internal_stage_objects_expire_time_second=259200 log_size_mb=1024 max_tablet_version_num=2000 reserved_buffer_days=3`,
  'text static @6771470 @c3fbd37 @2025-06 @996a500': `
arn_ak= arn_id= arn_sk= custom_conf_path= encryption_key=c2VsZWN0ZGJzZWxlY3RkYnNlbGVjdGRic2VsZWN0ZGI= encryption_method=AES_256_ECB
fdb_cluster=xxx:yyy@127.0.0.1:4500 fdb_cluster_file_path=./conf/fdb.cluster hostname= http_token=greedisgood9999 kerberos_ccache_path=
kerberos_krb5_conf_path=/etc/krb5.conf kms_ak= kms_cmk= kms_endpoint= kms_info_encryption_key= kms_info_encryption_method=AES_256_ECB kms_provider=ali
kms_region= kms_sk= log_dir=./log/ log_level=info priority_networks= s3_client_http_scheme=https secondary_package_name=
specific_max_qps_limit=get_cluster:5000000;begin_txn:5000000 test_hdfs_fs_name= test_hdfs_prefix= test_s3_ak= test_s3_bucket= test_s3_endpoint= test_s3_prefix=
test_s3_region= test_s3_sk=`,
  'int static @6771470 @c3fbd37 @2025-06 @996a500': `
aws_log_level=2 azure_log_level=4 brpc_idle_timeout_sec=-1 brpc_listen_port=5000 brpc_num_threads=64 expired_txn_scan_key_nums=1000 log_filenum_quota=10
log_verbose_level=5 max_num_stages=40 max_tablet_index_num_per_batch=1000 meta_server_lease_ms=60000 meta_server_register_interval_ms=20000
periodically_log_ms=5000 recycle_concurrency=16 recycle_pool_parallelism=40 txn_lazy_commit_num_threads=8 txn_lazy_commit_rowsets_thresold=1000
txn_store_retry_base_intervals_ms=500 txn_store_retry_times=4 warn_log_filenum_quota=1`,
  'boolean mutable @6771470 @c3fbd37 @996a500': `
enable_check_fe_drop_in_safe_time=true enable_idempotent_request_injection=false enable_logging_conflict_keys=false enable_meta_key_check=false
enable_meta_rowset_key_check=false enable_mow_job_key_check=false enable_mvcc_meta_check=false enable_mvcc_meta_key_check=false
enable_notify_instance_update=true enable_restore_job_check=false enable_snapshot_check=false enable_tablet_stats_key_check=false enable_txn_key_check=false
enable_version_key_check=false`,
  'boolean static @6771470 @2025-06 @996a500': `
force_azure_blob_global_endpoint=false`,
  'boolean static @6771470 @c3fbd37 @996a500': `
enable_cluster_snapshot=false enable_instance_update_watcher=true enable_logging_for_single_version_reading=false enable_multi_version_status=false
enable_recycler_stats_metrics=false enable_snapshot_chain_compactor=false enable_snapshot_data_migrator=false enable_split_rowset_meta_pb=true
enable_split_tablet_schema_pb=false`,
  'long mutable @6771470 @c3fbd37 @996a500': `
idempotent_request_replay_delay_base_ms=10000 idempotent_request_replay_delay_range_ms=5000 mow_job_key_check_expiration_diff_seconds=600`,
  'text mutable @6771470 @c3fbd37 @996a500': `
aws_credentials_provider_version=v2 idempotent_request_replay_exclusion=GetTabletStatsRequest,GetVersionRequest`,
  'int mutable @6771470 @c3fbd37 @996a500': `
cloud_txn_lazy_commit_fuzzy_possibility=0 instance_recycler_statistics_recycle_worker_pool_size=5`,
  'long static @6771470 @c3fbd37 @996a500': `
prune_aborted_snapshot_seconds=3600`,
  'text static @6771470 @c3fbd37 @996a500': `
bvar_max_dump_multi_dimension_metric_num=5000`,
  'int static @6771470 @c3fbd37 @996a500': `
max_restore_job_rowsets_per_batch=1000 snapshot_chain_compactor_concurrent=2 snapshot_data_migrator_concurrent=2 snapshot_max_reserved_num=35
snapshot_min_interval_seconds=3600 split_rowset_meta_pb_size=10000 split_tablet_schema_pb_size=10000`,
  'boolean mutable @6771470 @c3fbd37': `
advance_txn_lazy_commit_during_reads=true enable_abort_txn_and_job_for_delete_rowset_before_recycle=false enable_cloud_parallel_txn_lazy_commit=true
enable_mark_delete_rowset_before_recycle=false enable_packed_file_check=false enable_recycle_delete_rowset_key_check=true
txn_lazy_commit_shuffle_partitions=true wait_txn_lazy_commit_during_reads=true`,
  'boolean static @6771470 @c3fbd37': `
enable_fdb_external_client_directory=true enable_recycle_rowset_strip_key_bounds=true`,
  'long mutable @6771470 @c3fbd37': `
packed_file_correction_delay_seconds=259200 packed_file_txn_retry_sleep_max_ms=50 packed_file_txn_retry_sleep_min_ms=5`,
  'int mutable @6771470 @c3fbd37': `
decrement_packed_file_ref_counts_retry_times=10 packed_file_txn_retry_times=10 recycle_txn_delete_max_retry_times=10`,
  'long static @6771470 @c3fbd37': `
txn_lazy_commit_shuffle_seed=0`,
  'text static @6771470 @c3fbd37': `
fdb_external_client_directory=./lib/fdb/7.3.69/`,
  'int static @6771470 @c3fbd37': `
brpc_internal_listen_port=-1 parallel_txn_lazy_commit_num_threads=0 recycler_max_tasks_per_batch=1000 snapshot_compact_parallelism=2
snapshot_migrate_parallelism=2`,
  'boolean mutable @2025-06': `
enable_mow_compaction_key_check=false`,
  'boolean mutable @c3fbd37': `
enable_ms_rate_limit=true enable_ms_rate_limit_dry_run=true enable_ms_rate_limit_injection=false enable_recycler=true
enable_recycler_check_lazy_txn_finished=true enable_s3_rate_limit_inject=false retain_deleted_instance_tombstone=true
txn_lazy_commit_defer_deleting_pending_delete_bitmaps=false`,
  'boolean static @2025-06': `
enable_cloud_txn_lazy_commit_fuzzy_test=false enable_delete_bitmap_storage_optimize_check=false`,
  'boolean static @c3fbd37': `
enable_fdb_locality_load_balance=false enable_tls=false`,
  'long mutable @2025-06': `
compaction_key_check_expiration_diff_seconds=600 delete_bitmap_storage_optimize_check_version_gap=1000`,
  'long mutable @c3fbd37': `
ms_rate_limit_cpu_usage_percent=95 ms_rate_limit_fdb_client_thread_busyness_avg_percent=70 ms_rate_limit_fdb_client_thread_busyness_instant_percent=90
ms_rate_limit_fdb_commit_latency_ms=50 ms_rate_limit_fdb_read_latency_ms=5 ms_rate_limit_memory_usage_percent=95 ms_rate_limit_window_seconds=60
s3_rate_limiter_log_interval=1000`,
  'int mutable @c3fbd37': `
ms_rate_limit_injection_probability=5 recycle_rowsets_delete_batch_size=300000 recycle_rowsets_per_tablet_batch_size=1000 s3_rate_limit_inject_probility=30`,
  'text static @c3fbd37': `
fdb_dc_id= fdb_zone_id= tls_ca_certificate_path= tls_certificate_path= tls_excluded_protocols= tls_fdb_verify_peers=Check.Valid=1
tls_peer_cert_required_san_dns= tls_private_key_password= tls_private_key_path= tls_verify_mode=verify_peer`,
  'int static @c3fbd37': `
tls_cert_refresh_interval_seconds=3600`,
};
