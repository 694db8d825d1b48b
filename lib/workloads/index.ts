export * from './storage-growth';
