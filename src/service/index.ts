export { existingService, type ExistingServiceOptions, type IService, type ServiceLike, type ServicePortRef, type ServiceRef } from './service-ref';
export type { PortProps, Ports } from './ports';
export * from './version-props';
export { type MetricsProps, VersionedService, type VersionedServiceProps } from './versioned-service';
export { ServiceVersion } from './service-version';
export type { IngressProps } from './ingress';
export * from './preview-ingress';
