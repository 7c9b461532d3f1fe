export type { ContainerProps, ContainerSettings, MountedVolume } from './container';
export type { PodProps, PodSettings } from './pod';
export type { DeploymentProps, DeploymentSettings } from './deployment';
export type { AutoscalerProps } from './autoscaler';
export type { ConfigFiles } from './config-files';
export type { WorkloadSettings } from './deployed';
export * from './load-generator';
export type { LoadProps } from './load-program';
