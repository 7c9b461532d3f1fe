export type { AnswerProps } from './answer';
export type { FaultProps } from './fault-config';
export { type FaultInjectorIngressProps, NginxFaultInjector, type NginxFaultInjectorProps } from './nginx-fault-injector';
