/** Where the configuration lies in every container. */
export const CONFIG = '/etc/hadoop';

/** Where keytabs lie. */
export const KEYTABS = '/etc/keytabs';

/** Where the stores of certificates lie. */
export const CERTIFICATES = '/etc/certificates';

/** Where programs of ours lie. */
export const PROGRAMS = '/opt/programs';

/** Where it is said which directories there must be. */
export const DIRECTORIES = '/etc/directories';

/** The volumes of a daemon. */
export const DATA = '/data';

/** Where the NameNode keeps the image of the namespace. */
export const NAME_DIRECTORY = `${DATA}/name`;

/** Which DataNodes leave, as the NameNode reads it. On the volume, so that it survives a restart. */
export const EXCLUDED_DATA_NODES = `${DATA}/excluded-datanodes`;

/** Where a JournalNode keeps edits. */
export const JOURNAL_DIRECTORY = `${DATA}/journal`;

/** Which NodeManagers leave, as the ResourceManager reads it. */
export const EXCLUDED_NODE_MANAGERS = '/tmp/excluded-nodemanagers.xml';

/** The folder of one volume of a DataNode. */
export const volumePath = (index: number) => `${DATA}/${volumeName(index)}`;

/** The claim of one volume of a DataNode. */
export const volumeName = (index: number) => `disk-${index}`;
