import type { ServiceProfileV1Alpha2, ServiceProfileV1Alpha2Route } from '../../imports/linkerd.io/serviceprofile.v1alpha2';
import type { OpenApiRoute } from './open-api-route';

/** Which Service a ServiceProfile is for. */
export interface ProfiledService {
  readonly service: string;
  readonly namespace: string;
  /** The DNS domain of the cluster, mostly `cluster.local`. */
  readonly clusterDomain: string;
}

/**
 * The ServiceProfile that `linkerd profile --open-api` prints, fields in the same order. Fields that Go leaves out because they are zero are absent:
 * `routes` without a route, a status of 0.
 */
export function openApiProfile(
  { service, namespace, clusterDomain }: ProfiledService,
  routes: readonly OpenApiRoute[],
): ServiceProfileV1Alpha2 {
  return {
    apiVersion: 'linkerd.io/v1alpha2',
    kind: 'ServiceProfile',
    metadata: { name: `${service}.${namespace}.svc.${clusterDomain}`, namespace },
    spec: routes.length === 0 ? {} : { routes: routes.map(profileRoute) },
  };
}

/** A route of an OpenAPI document as a route of a ServiceProfile. */
export function profileRoute({
  name,
  method,
  pathRegex,
  isRetryable,
  timeout,
  responseClasses,
}: OpenApiRoute): ServiceProfileV1Alpha2Route {
  const classes = responseClasses.map(({ status, isFailure }) => ({
    condition: { status: status === 0 ? {} : { max: status, min: status } },
    ...(isFailure && { isFailure }),
  }));
  return {
    condition: { method, pathRegex },
    ...(isRetryable && { isRetryable }),
    name,
    ...(classes.length > 0 && { responseClasses: classes }),
    ...(timeout !== undefined && { timeout }),
  };
}
