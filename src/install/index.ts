export { type ArgoCdApplication, type IgnoredDifference, LinkerdArgoCd, type LinkerdArgoCdProps } from './linkerd-argo-cd';
export type { HelmValues } from './helm-values';
export type { LinkerdInstallProps } from './linkerd-charts';
export { type FluxHelmRelease, type FluxHelmRepository, LinkerdFlux, type LinkerdFluxProps } from './linkerd-flux';
