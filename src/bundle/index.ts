export * from './kube-object';
export * from './plain';
export * from './rank';
export * from './layout';
export * from './write';
export * from './yaml';
