export * from './zookeeper';
export * from './zookeeper-props';
export * from './zookeeper-sizing';
export * from './zookeeper-version';
