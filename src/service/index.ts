export {
  existingService,
  type ExistingServiceOptions,
  type IService,
  type ServiceLike,
  type ServicePortRef,
  type ServiceRef,
} from './service-ref';
export type { PortProps, Ports } from './ports';
export * from './version-props';
export type { MetricsProps } from './metrics';
export { VersionedService, type VersionedServiceProps } from './versioned-service';
export { ServiceVersion } from './service-version';
export type { IngressProps } from './ingress';
export * from './preview-ingress';
export * from './workload';
