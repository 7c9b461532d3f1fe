export * from './flagger-canary';
export type { FlaggerCanaryProps } from './flagger-canary-props';
export type { CanaryServiceProps } from './canary-service';
export { CanarySteps, type CanaryMatch, type IterationOptions, type StepForm, type UpToOptions } from './canary-steps';
export {
  CanaryMetric,
  type MetricTemplateRef,
  type RequestDurationOptions,
  type SuccessRateOptions,
  type TemplateMetricOptions,
} from './canary-metric';
export * from './canary-webhook';
export type { AlertProviderRef, CanaryAlertProps } from './canary-alert';
export type { SessionAffinityProps } from './session-affinity';
export type { FlaggerProvider } from './flagger-provider';
export type { AutoscalerKind, CanaryAutoscaler, CanaryTarget, ObjectRef, WorkloadKind } from './flagger-target';
export * from './flagger-metric-template';
export * from './flagger-alert-provider';
export * from './linkerd-metrics';
export { goTemplateLiteral } from './go-template';
export * from './prom-label';
