export * from './mesh';
export * from './workload';
export * from './service';
export * from './traffic';
