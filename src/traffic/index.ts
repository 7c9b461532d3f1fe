export * from './canary-split';
export * from './request-split';
export * from './fault-experiment';
export { PathMatch, type RequestMatch, TextMatch } from './request-match';
export type { RoutingProps } from './routed';
export type { Percentages, Weights } from './weights';
