export * from './aws-profile';
export * from './aws-stack';
export * from './encryption-key';
export * from './interfaces';
