export * from './catalog';
export * from './zookeeper';
export * from './zookeeper-options';
export * from './zookeeper-props';
export * from './zookeeper-sizing';
export * from './zookeeper-version';
