import { Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { ServiceProfileV1Alpha2 } from '../../imports';
import { dnsLabel, objectName, show } from '../mesh/input';
import { meshOf, MeshObject } from '../mesh';
import { warn } from '../mesh/warning';
import { claimTraffic } from '../service/claims';
import { ServiceLike, serviceRef } from '../service/service-ref';
import { durationText } from './duration';
import { openApiRoutesOfFile } from './open-api';
import { ProfileRoute, ProfileRouteProps, routeByHand, routeFromOpenApi } from './profile-route';
import { retryBudget, RetryBudgetProps } from './retry-budget';

/** The routes of a service, and how they are retried and limited. */
export interface ServiceProfileWithRetriesProps {
  /** The service that clients call. */
  readonly service: ServiceLike;
  /**
   * An OpenAPI 2 or 3 file, YAML or JSON, whose operations become routes, as `linkerd profile --open-api` makes them. A relative path starts at the current
   * folder.
   *
   * @default - none
   */
  readonly openApi?: string;
  /**
   * Routes by hand; they come before those of the file, and the first that fits a request counts.
   *
   * @default - none
   */
  readonly routes?: readonly ProfileRouteProps[];
  /**
   * Names of routes whose failed requests are sent again: `HEAD /authors/{id}.json`.
   *
   * @default - those that say so themselves
   */
  readonly retry?: readonly string[];
  /**
   * How long a request may take, its retries included, by name of the route.
   *
   * @default - what routes say themselves; Linkerd has no limit of its own
   */
  readonly timeout?: Readonly<Record<string, Duration>>;
  /**
   * How many retries all clients' requests together may add.
   *
   * @default - Linkerd's own: one for five requests, and 10 a second
   */
  readonly budget?: RetryBudgetProps;
  /**
   * The domain of the cluster, which is part of the profile's name.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
}

/** Sending these twice is the same as sending them once (RFC 9110). */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/**
 * Linkerd's ServiceProfile: routes by which metrics are counted, retries of failed requests within a budget, and timeouts.
 *
 * While it has routes, Linkerd ignores every HTTPRoute of the service, and retry and timeout annotations (linkerd2 2.20). A client that is sending already
 * takes the first profile of a service into account only after a pause of five seconds (Linkerd proxy 2026-08, measured).
 */
export class ServiceProfileWithRetries extends Construct {
  /** The profile. */
  public readonly profile: MeshObject<ServiceProfileV1Alpha2>;

  /**
   * @throws if the OpenAPI file cannot be read, there is no route, a name in `retry` or `timeout` is that of no route, a number is out of the proxy's range, the mesh is not
   * Linkerd, or an HTTPRoute of the same chart would be ignored because of this profile
   */
  constructor(scope: Construct, id: string, props: ServiceProfileWithRetriesProps) {
    super(scope, id);
    const mesh = meshOf(this);
    if (mesh.name !== 'linkerd') throw new Error(`a ServiceProfile is Linkerd's, but the chart is for ${mesh}; set mesh: Mesh.linkerd()`);
    const service = serviceRef(props.service);
    if (service.unroutable) throw new Error(`service ${service.name} must have a cluster IP, but is headless or an ExternalName: Linkerd looks up no profile for it`);
    const namespace = service.namespace ?? Chart.of(this).namespace;
    if (namespace === undefined) throw new Error(`namespace of service ${service.name} must be known, because the profile's name has it; give the chart a namespace`);
    const domain = objectName('clusterDomain', props.clusterDomain ?? 'cluster.local');

    const routes = this.settled(this.routesOf(props), props);
    claimTraffic(this, { apex: service, ports: [], by: 'profile' });
    this.profile = new MeshObject<ServiceProfileV1Alpha2>(this, 'Resource', {
      apiVersion: 'linkerd.io/v1alpha2',
      kind: 'ServiceProfile',
      // Linkerd looks it up by this name and no other; one that is slightly wrong is accepted and never used.
      metadata: { name: `${service.name}.${dnsLabel('namespace', namespace)}.svc.${domain}`, namespace },
      spec: { routes, retryBudget: props.budget && retryBudget(props.budget) },
    });
  }

  private routesOf({ openApi, routes = [] }: ServiceProfileWithRetriesProps): ProfileRoute[] {
    const byHand = routes.map(routeByHand);
    if (openApi === undefined && byHand.length === 0) throw new Error('give openApi or routes: a profile without routes has no effect');
    if (openApi === undefined) return unique(byHand);
    const found = openApiRoutesOfFile(openApi);
    for (const warning of found.warnings) warn(this, `${openApi}: ${warning}`);
    return unique([...byHand, ...found.routes.map(routeFromOpenApi)]);
  }

  /** Routes with the retries and timeouts that are given by name. */
  private settled(routes: readonly ProfileRoute[], { retry = [], timeout = {} }: ServiceProfileWithRetriesProps): ProfileRoute[] {
    const names = new Set(routes.map(({ name }) => name));
    for (const [what, wanted] of [...retry.map((name) => ['retry', name]), ...Object.keys(timeout).map((name) => ['timeout', name])] as [string, string][]) {
      if (!names.has(wanted)) throw new Error(`${what} must name a route: ${[...names].join(', ')}; got ${show(wanted)}`);
    }
    return routes.map((route) => {
      const { name, condition } = route;
      const isRetryable = retry.includes(name) || route.isRetryable === true;
      if (isRetryable && !IDEMPOTENT.has(condition.method ?? '')) {
        warn(this, `route ${show(name)} is retried, but ${condition.method} may do its work twice; retry it only if the service recognizes a repeated request`);
      }
      const limit = Object.hasOwn(timeout, name) ? timeout[name] : undefined;
      return {
        ...route,
        ...(isRetryable ? { isRetryable } : {}),
        ...(limit === undefined ? {} : { timeout: durationText(`timeout of route ${show(name)}`, limit) }),
      };
    });
  }
}

function unique(routes: readonly ProfileRoute[]): ProfileRoute[] {
  const names = new Set<string>();
  for (const { name } of routes) {
    if (names.has(name)) throw new Error(`routes must have names of their own, got ${show(name)} twice; give one of them a name`);
    names.add(name);
  }
  return [...routes];
}
