/** Where what the engine is told lies. */
export const CONFIG = '/etc/presto';
/** Where it is told of catalogs, a file each. */
export const CATALOGS = '/etc/presto-catalogs';
/** Where files of Hadoop's clients lie. */
export const HADOOP_CONFIG = '/etc/hadoop/conf';
/** Where it writes: nothing that must outlive the pod. */
export const DATA = '/data';
/** Where operators write what memory has no room for. */
export const SPILL = '/spill';
/** Where the certificate of all nodes lies, as PEM and in keystores. */
export const CERTIFICATES = '/etc/presto-tls';
/** Where what users sign in with is held against lies, a folder for each Secret. */
export const SIGN_IN = '/etc/presto-sign-in';
