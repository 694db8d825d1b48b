import { Grammar } from './grammar';

/** What several statements have in common. */
function withParts(grammar: Grammar): Grammar {
  return grammar
    .part('property', '<key:string> = <value:string>')
    .part('properties', 'PROPERTIES ( <property> [, ...] )')
    .part('user', '<user:text> [ @ { <host:string> | ( <domain:string> ) } ]')
    .part('privilege', '<privilege:name> [ ( <column:name> [, ...] ) ]')
    .part('levelPart', '<level:name> | <level:star>')
    .part('level', '<levelPart> [ . <levelPart> [ . <levelPart> ] ]')
    .part('kind', 'RESOURCE | WORKLOAD GROUP | COMPUTE GROUP | STORAGE VAULT | STAGE | CLUSTER')
    .part('unit', 'DAY | HOUR | SECOND')
    .part(
      'passwordOptions',
      `[ PASSWORD_HISTORY { DEFAULT | <history:number> } ]
       [ PASSWORD_EXPIRE { DEFAULT | NEVER | INTERVAL <expire:number> <unit> } ]
       [ PASSWORD_REUSE INTERVAL { DEFAULT | <reuse:number> DAY } ] [ FAILED_LOGIN_ATTEMPTS <attempts:number> ]
       [ PASSWORD_LOCK_TIME { UNBOUNDED | <lock:number> <unit> } ] [ ACCOUNT_LOCK | ACCOUNT_UNLOCK ]`,
    )
    .part('comment', '[ COMMENT <comment:string> ]')
    .part('scalar', '{ <right:string> | <right:number> }')
    .part('condition', '<left:name> { <operator:comparison> | <operator:like> } <scalar>')
    .part('where', '[ WHERE <condition> [ AND <condition> ] [ AND <condition> ] ]')
    .part('table', '[ <database:name> . ] <table:name>')
    .part('columnType', '<type:name> [ ( <width:number> ) ]');
}

/** @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/cluster-management/instance-management/SHOW-BACKENDS */
function withNodes(grammar: Grammar): Grammar {
  return grammar
    .statement('show frontends', 'SHOW FRONTENDS', 'SELECT * FROM FRONTENDS ( )')
    .statement('show frontends disks', 'SHOW FRONTENDS DISKS', 'SELECT * FROM FRONTENDS_DISKS ( )')
    .statement('show backends', 'SHOW BACKENDS', 'SELECT * FROM BACKENDS ( )')
    .statement('change frontend', 'ALTER SYSTEM { ADD | DROP } { FOLLOWER | OBSERVER } <address:string>')
    .statement('add backend', 'ALTER SYSTEM ADD BACKEND <address:string> [, ...] [ <properties> ]')
    .statement('drop backend', 'ALTER SYSTEM { DROP | DROPP } BACKEND <address:string> [, ...]')
    .statement('decommission backend', 'ALTER SYSTEM DECOMMISSION BACKEND <address:string> [, ...]')
    .statement('cancel decommission', 'CANCEL DECOMMISSION BACKEND <address:string> [, ...]')
    .statement('modify backend', 'ALTER SYSTEM MODIFY BACKEND <address:string> [, ...] SET ( <property> [, ...] )')
    .statement('rename node', 'ALTER SYSTEM MODIFY { FRONTEND | BACKEND } <address:string> HOSTNAME <hostname:string>')
    .statement('set config', 'ADMIN SET { FRONTEND | ALL FRONTENDS } CONFIG ( <property> [, ...] ) [ ALL ]')
    .statement('show config', '[ ADMIN ] SHOW FRONTEND CONFIG [ LIKE <pattern:string> ]')
    .statement('show backend config', 'SHOW BACKEND CONFIG [ LIKE <pattern:string> ] [ FROM <id:number> ]');
}

/** @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/data-modification/backup-and-restore/BACKUP */
function withBackups(grammar: Grammar): Grammar {
  const tables = '[ { ON | EXCLUDE } ( <tables> [, ...] ) ]';
  return grammar
    .part('backupTable', '<table:name> [ PARTITION ( <partition:name> [, ...] ) ]')
    .part('restoreTable', '<table:name> [ PARTITION ( <partition:name> [, ...] ) ] [ AS <alias:name> ]')
    .part('snapshot', '[ <database:name> . ] <snapshot:name>')
    .statement(
      'create repository',
      `CREATE [ READ ONLY ] REPOSITORY <name> WITH { S3 | HDFS | BROKER <broker:name> | LOCAL } ON LOCATION <location:string> <properties>`,
    )
    .statement('alter repository', 'ALTER REPOSITORY <name> <properties>')
    .statement('drop repository', 'DROP REPOSITORY <name>')
    .statement('show create repository', 'SHOW CREATE REPOSITORY FOR <name>')
    .statement('show repositories', 'SHOW REPOSITORIES')
    .statement(
      'backup',
      `BACKUP SNAPSHOT <snapshot> TO <repository:name> ${tables.replace('tables', 'backupTable')} [ <properties> ]`,
    )
    .statement('show backup', 'SHOW BACKUP [ FROM <database:name> ] <where>')
    .statement(
      'restore',
      `RESTORE SNAPSHOT <snapshot> FROM <repository:name> ${tables.replace('tables', 'restoreTable')} <properties>`,
    )
    .statement('show restore', 'SHOW [ BRIEF ] RESTORE [ FROM <database:name> ]')
    .statement('show snapshot', 'SHOW SNAPSHOT ON <repository:name> <where>')
    .statement('cancel job', 'CANCEL { BACKUP | RESTORE } [ FROM <database:name> ]');
}

/** @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/account-management/GRANT-TO */
function withUsers(grammar: Grammar): Grammar {
  return grammar
    .statement(
      'create user',
      `CREATE USER [ IF NOT EXISTS ] <user> [ IDENTIFIED BY [ PASSWORD ] <password:string> ]
       [ SUPERUSER | DEFAULT ROLE <role:string> ] <passwordOptions> <comment>`,
    )
    .statement(
      'alter user',
      'ALTER USER [ IF EXISTS ] <user> [ IDENTIFIED BY [ PASSWORD ] <password:string> ] <passwordOptions> <comment>',
    )
    .statement('drop user', 'DROP USER [ IF EXISTS ] <user>')
    .statement('set password', 'SET PASSWORD [ FOR <user> ] = { PASSWORD ( <plain:string> ) | <hash:string> }')
    .statement('create role', 'CREATE ROLE [ IF NOT EXISTS ] <role:text> <comment>')
    .statement('alter role', 'ALTER ROLE <role:text> COMMENT <comment:string>')
    .statement('drop role', 'DROP ROLE [ IF EXISTS ] <role:text>')
    .statement(
      'grant',
      'GRANT <privilege> [, ...] ON <level> TO { ROLE <role:string> | <user> }',
      'GRANT <privilege> [, ...] ON { <kind> } <object:string> TO { ROLE <role:string> | <user> }',
    )
    .statement(
      'revoke',
      'REVOKE <privilege> [, ...] ON <level> FROM { ROLE <role:string> | <user> }',
      'REVOKE <privilege> [, ...] ON { <kind> } <object:string> FROM { ROLE <role:string> | <user> }',
    )
    .statement('grant role', 'GRANT <role:string> [, ...] TO <user>')
    .statement('revoke role', 'REVOKE <role:string> [, ...] FROM <user>')
    .statement('show grants', 'SHOW ALL GRANTS', 'SHOW GRANTS [ FOR <user> ]')
    .statement('show roles', 'SHOW ROLES')
    .statement('set property', 'SET PROPERTY [ FOR <user:string> ] <property> [, ...]');
}

/** @see https://doris.apache.org/docs/4.x/admin-manual/workload-management/workload-group */
function withWorkloads(grammar: Grammar): Grammar {
  return grammar
    .part('group', '<group:string> [ FOR <computeGroup:string> ]')
    .part('policyCondition', '<metric:name> <operator:comparison> <scalar>')
    .part('policyAction', '<action:name> [ <argument:string> ]')
    .statement('create workload group', 'CREATE WORKLOAD GROUP [ IF NOT EXISTS ] <group> <properties>')
    .statement('alter workload group', 'ALTER WORKLOAD GROUP <group> <properties>')
    .statement('drop workload group', 'DROP WORKLOAD GROUP [ IF EXISTS ] <group>')
    .statement('show workload groups', 'SHOW WORKLOAD GROUPS [ LIKE <pattern:string> ]')
    .statement(
      'create workload policy',
      `CREATE WORKLOAD POLICY [ IF NOT EXISTS ] <name> CONDITIONS ( <policyCondition> [, ...] ) ACTIONS ( <policyAction> [, ...] ) [ <properties> ]`,
    )
    .statement('alter workload policy', 'ALTER WORKLOAD POLICY <name> <properties>')
    .statement('drop workload policy', 'DROP WORKLOAD POLICY [ IF EXISTS ] <name>')
    .statement('show compute groups', 'SHOW COMPUTE GROUPS')
    .statement('alter compute group', 'ALTER COMPUTE GROUP <name> <properties>')
    .statement('rename compute group', 'ALTER SYSTEM RENAME COMPUTE GROUP <name> <renamed:name>');
}

/** @see https://doris.apache.org/docs/4.x/lakehouse/catalog-overview */
function withOutside(grammar: Grammar): Grammar {
  return grammar
    .statement('create storage vault', 'CREATE STORAGE VAULT [ IF NOT EXISTS ] <name> <properties>')
    .statement('alter storage vault', 'ALTER STORAGE VAULT <name> <properties>')
    .statement('set default storage vault', 'SET <name> AS DEFAULT STORAGE VAULT')
    .statement('unset default storage vault', 'UNSET DEFAULT STORAGE VAULT')
    .statement('show storage vaults', 'SHOW STORAGE VAULTS')
    .statement(
      'create catalog',
      'CREATE CATALOG [ IF NOT EXISTS ] <name> [ WITH RESOURCE <resource:name> ] <comment> <properties>',
    )
    .statement('alter catalog', 'ALTER CATALOG <name> SET <properties>')
    .statement('rename catalog', 'ALTER CATALOG <name> RENAME <renamed:name>')
    .statement('comment catalog', 'ALTER CATALOG <name> MODIFY COMMENT <comment:string>')
    .statement('drop catalog', 'DROP CATALOG [ IF EXISTS ] <name>')
    .statement('refresh catalog', 'REFRESH CATALOG <name>')
    .statement('show catalogs', 'SHOW CATALOGS');
}

/** @see https://doris.apache.org/docs/4.x/sql-manual/sql-statements/table-and-view/table/CREATE-TABLE */
function withTables(grammar: Grammar): Grammar {
  return grammar
    .part('columnDefinition', '<column:name> <columnType> [ [ NOT ] NULL ]')
    .statement('create database', 'CREATE DATABASE [ IF NOT EXISTS ] <database:name>')
    .statement('drop database', 'DROP DATABASE [ IF EXISTS ] <database:name>')
    .statement('show databases', 'SHOW DATABASES')
    .statement('show tables', 'SHOW TABLES [ FROM <database:name> ]')
    .statement(
      'create table',
      `CREATE TABLE [ IF NOT EXISTS ] <table> ( <columnDefinition> [, ...] ) [ ENGINE = OLAP ]
       { UNIQUE | DUPLICATE } KEY ( <keyColumn:name> [, ...] ) <comment>
       DISTRIBUTED BY HASH ( <hashColumn:name> [, ...] ) BUCKETS <buckets:number> <properties>`,
    )
    .statement('use', 'USE <database:name> [ @ <computeGroup:name> ]', 'USE @ <computeGroup:name>')
    .statement('show storage policy using', 'SHOW STORAGE POLICY USING [ FOR <policy:name> ]')
    .statement('select constant', 'SELECT <constant:number>')
    .statement('select current user', 'SELECT CURRENT_USER ( )')
    .statement('select database', 'SELECT DATABASE ( )')
    .statement('select password', 'SELECT PASSWORD ( <plain:string> )')
    .statement('select views', 'SELECT <column:name> [, ...] FROM MV_INFOS ( <property> )')
    .statement('select maximum', 'SELECT MAX ( <column:name> ) FROM <table>')
    .statement('select count', 'SELECT COUNT ( * ) FROM <table> <where>')
    .statement('select', 'SELECT { * | <column:name> [, ...] } FROM <table> <where>');
}

/**
 * The statements that are understood. Whatever is not here is refused, whether Doris knows it or not.
 *
 * @see https://github.com/apache/doris/blob/master/fe/fe-core/src/main/antlr4/org/apache/doris/nereids/DorisParser.g4
 */
export const STATEMENTS = [withNodes, withBackups, withUsers, withWorkloads, withOutside, withTables].reduce(
  (grammar, add) => add(grammar),
  withParts(new Grammar()),
);
