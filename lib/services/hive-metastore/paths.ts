/** Where configuration and programs lie. */
export const CONFIG = '/etc/hive-metastore';

/** Where Hadoop's clients find their configuration. */
export const HADOOP_CONFIG = '/etc/hadoop';

/** Where Hive and Hadoop are in the image: those of Apache have them there. */
export const HIVE_HOME = '/opt/hive';
export const HADOOP_HOME = '/opt/hadoop';

/** Jars besides: the driver of the database, the exporter, what speaks to object stores. */
export const LIBRARIES = '/opt/libraries';

/** Where the password lies, in a file named like the Secret's key. */
export const PASSWORD = '/etc/metastore-password';

/** The same of who makes the metastore's user. */
export const ADMINISTRATOR = '/etc/administrator-password';

/** Where the database's authority lies, where something else keeps it. */
export const AUTHORITY = '/etc/database-authority';

/** Where the database in the cluster keeps its data. */
export const DATA = '/var/lib/postgresql/data';
