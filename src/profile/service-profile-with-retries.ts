import { ApiObject, Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { ServiceProfileV1Alpha2 } from '../../imports';
import { meshOf, MeshObject } from '../mesh';
import { isIdempotent } from '../mesh/http-method';
import { dnsLabel, objectName, show } from '../mesh/input';
import { warn } from '../mesh/warning';
import { claimTraffic } from '../service/claims';
import { ServiceLike, ServiceRef, serviceRef } from '../service/service-ref';
import { openApiRoutesOfFile } from './open-api';
import { ProfileRoute, ProfileRouteProps, routeByHand, routeFromOpenApi, timeoutText } from './profile-route';
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
   * Names of routes whose failed requests are sent again: `HEAD /authors/{id}.json`. Requests with a body of more than 64 KiB are not.
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
   * How many retries a client may add, on all routes together.
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

/**
 * Linkerd's ServiceProfile: routes by which metrics are counted, retries of failed requests within a budget, and timeouts.
 *
 * While it has routes, Linkerd ignores every HTTPRoute of the service, and retry and timeout annotations (linkerd2 2.20). A client that is sending already
 * takes the first profile of a service into account only after a pause of five seconds (Linkerd proxy 2026-08, measured).
 */
export class ServiceProfileWithRetries extends Construct {
  /** The profile. */
  public readonly profile: ApiObject;

  /**
   * @throws if the OpenAPI file cannot be read, there is no route, a name in `retry` or `timeout` is that of no route, a number is out of the proxy's range,
   * the mesh is not Linkerd, or an HTTPRoute of the same chart would be ignored because of this profile
   */
  constructor(scope: Construct, id: string, props: ServiceProfileWithRetriesProps) {
    super(scope, id);
    const service = this.profiled(serviceRef(props.service));
    const domain = objectName('clusterDomain', props.clusterDomain ?? 'cluster.local');
    const routes = this.settled(this.routesOf(props), props);
    claimTraffic(this, { apex: service, ports: [], by: 'profile' });
    this.profile = new MeshObject<ServiceProfileV1Alpha2>(this, 'Resource', {
      apiVersion: 'linkerd.io/v1alpha2',
      kind: 'ServiceProfile',
      // Linkerd looks it up by this name and no other; one that is slightly wrong is accepted and never used.
      metadata: { name: `${service.name}.${service.namespace}.svc.${domain}`, namespace: service.namespace },
      spec: { routes, retryBudget: props.budget && retryBudget(props.budget) },
    });
  }

  /** The service with its namespace, if Linkerd would look up a profile for it. */
  private profiled(service: ServiceRef): ServiceRef & { readonly namespace: string } {
    const mesh = meshOf(this);
    if (mesh.name !== 'linkerd') throw new Error(`a ServiceProfile is Linkerd's, but the chart is for ${mesh}; set mesh: Mesh.linkerd()`);
    if (service.unroutable) {
      throw new Error(
        `service ${service.name} must have a cluster IP, but is headless or an ExternalName: Linkerd looks up no profile for it`,
      );
    }
    const namespace = service.namespace ?? Chart.of(this).namespace;
    if (namespace !== undefined) return { ...service, namespace: dnsLabel('namespace', namespace) };
    throw new Error(`namespace of service ${service.name} must be known, because the profile's name has it; give the chart a namespace`);
  }

  private routesOf({ openApi, routes = [] }: ServiceProfileWithRetriesProps): ProfileRoute[] {
    const byHand = routes.map(routeByHand);
    const found = openApi === undefined ? [] : this.routesOfFile(openApi);
    if (byHand.length + found.length === 0) {
      const why = openApi === undefined ? 'give openApi or routes' : `${show(openApi)} has no operation`;
      throw new Error(`a profile must have a route to have an effect, got none; ${why}`);
    }
    // A file may have a name twice, as `/a` and `//a` do: nobody can change it, and the second of them has no effect, of which it warns.
    const names = [...byHand.map(({ name }) => name), ...new Set(found.map(({ name }) => name))];
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice === undefined) return [...byHand, ...found];
    throw new Error(`routes must have names of their own, got ${show(twice)} twice; give one of them a name`);
  }

  private routesOfFile(openApi: string): ProfileRoute[] {
    const { routes, warnings } = openApiRoutesOfFile(openApi);
    for (const warning of warnings) warn(this, `${openApi}: ${warning}`);
    return routes.map((route) => routeFromOpenApi(openApi, route));
  }

  /** Routes with the retries and timeouts that are given by name. */
  private settled(routes: readonly ProfileRoute[], { retry = [], timeout = {} }: ServiceProfileWithRetriesProps): ProfileRoute[] {
    retry.forEach((name) => requireRoute('retry', name, routes));
    Object.keys(timeout).forEach((name) => requireRoute('timeout', name, routes));
    return routes.map((route) => {
      const limit = Object.hasOwn(timeout, route.name) ? timeout[route.name] : undefined;
      const isRetryable = route.isRetryable === true || retry.includes(route.name);
      if (isRetryable) this.warnUnlessIdempotent(route);
      return {
        name: route.name,
        condition: route.condition,
        isRetryable: isRetryable || undefined,
        timeout: limit === undefined ? route.timeout : timeoutText(route.name, limit),
        responseClasses: route.responseClasses,
      };
    });
  }

  private warnUnlessIdempotent({ name, condition: { method = '' } }: ProfileRoute): void {
    if (isIdempotent(method)) return;
    warn(
      this,
      `route ${show(name)} is retried, but ${method} may do its work twice; retry it only if the service recognizes a repeated request`,
    );
  }
}

/** More names than that are no help. */
const MOST_NAMES = 30;

function requireRoute(what: string, wanted: string, routes: readonly ProfileRoute[]): void {
  if (routes.some(({ name }) => name === wanted)) return;
  const known = routes.slice(0, MOST_NAMES).map(({ name }) => name);
  const more = routes.length > MOST_NAMES ? ` and ${routes.length - MOST_NAMES} more` : '';
  throw new Error(`${what} must name a route: ${known.join(', ')}${more}; got ${show(wanted)}`);
}
