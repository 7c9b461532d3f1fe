export type { ContainerProps, ContainerSettings, MountedVolume } from './container';
export type { PodProps, PodSettings } from './pod';
export type { DeploymentProps, DeploymentSettings } from './deployment';
export type { AutoscalerProps } from './autoscaler';
