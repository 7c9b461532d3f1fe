import { textsAt } from '../data';
import {
  failureAccrualOf,
  type AnnotationFault,
  type FailureAccrual,
  linkerdDuration,
  type Read,
  type Retry,
  retryOf,
  type Timeouts,
  timeoutsOf,
} from '../mesh/linkerd-annotations';
import { LINKERD_POLICY, type Route, type RouteRule } from '../state/route';
import type { Service } from '../state/service';

/** What Linkerd's proxy does for the requests that take a rule, besides sending them. */
export interface Reliability {
  readonly retry?: Retry;
  readonly timeouts?: Timeouts;
  readonly failureAccrual?: FailureAccrual;
}

/**
 * Retries, timeouts and circuit breaking of a rule, or of a Service without routes. What a route says replaces all of that family on the Service; what cannot be
 * read counts as not there (Linkerd 2.20).
 */
export function reliabilityOf(service: Service, route?: Route, rule?: RouteRule): Reliability {
  const ofRoute = textsAt(route?.manifest.object, 'metadata', 'annotations');
  const retry = valid(retryOf(ofRoute)) ?? valid(retryOf(service.annotations));
  const timeouts = (route && rule && timeoutsOfRule(route, rule, valid(timeoutsOf(ofRoute)))) ?? valid(timeoutsOf(service.annotations));
  const failureAccrual = valid(failureAccrualOf(service.annotations));
  return { ...(retry && { retry }), ...(timeouts && { timeouts }), ...(failureAccrual && { failureAccrual }) };
}

/** The annotation that makes Linkerd drop a route, where its webhook is off; with it, the route is refused. */
export const routeFault = (route: Route): AnnotationFault | undefined => {
  const annotations = textsAt(route.manifest.object, 'metadata', 'annotations');
  return faultIn(retryOf(annotations)) ?? faultIn(timeoutsOf(annotations));
};

/** The fault for which annotations count as not there. */
export const faultIn = <T extends object>(read: Read<T>): AnnotationFault | undefined => (read && 'fault' in read ? read.fault : undefined);

function timeoutsOfRule(route: Route, { requestTimeout }: RouteRule, annotated: Timeouts | undefined): Timeouts | undefined {
  const request = annotated?.request ?? (requestTimeout === undefined ? undefined : ruleTimeout(route, requestTimeout));
  return request === undefined ? annotated : { ...annotated, request };
}

/** In a route of the Gateway API a timeout of several units counts as none; Linkerd's own take it. 0 is no limit. */
function ruleTimeout({ manifest: { group } }: Route, text: string): number | undefined {
  if (group !== LINKERD_POLICY) return notZero(linkerdDuration(text));
  const parts = [...text.matchAll(/(\d+)(ms|s|m|h)/g)];
  return notZero(parts.reduce((sum, [part]) => sum + (linkerdDuration(part) ?? 0), 0));
}

const notZero = (time: number | undefined): number | undefined => (time === 0 ? undefined : time);

const valid = <T extends object>(read: Read<T>): T | undefined => (read && 'fault' in read ? undefined : read);
