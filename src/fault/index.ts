export type { AnswerProps } from './answer';
export { type FaultInjectorIngressProps, NginxFaultInjector, type NginxFaultInjectorProps } from './nginx-fault-injector';
