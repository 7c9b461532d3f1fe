import type { ServiceProfileV1Alpha2Route } from '../../imports/linkerd.io/serviceprofile.v1alpha2';

/** The regular expression that Linkerd's proxy makes of a pattern (linkerd2-proxy 2026-08, service-profiles `proto.rs`), in JavaScript's terms. */
export function anchored(pattern: string): RegExp {
  const trimmed = pattern.trim();
  return new RegExp(`${trimmed.startsWith('^') ? '' : '^'}${trimmed}${trimmed.endsWith('$') ? '' : '$'}`);
}

/** The route that Linkerd's proxy takes for a request: the first whose condition holds. */
export function routeOf(
  routes: readonly ServiceProfileV1Alpha2Route[],
  method: string,
  path: string,
): ServiceProfileV1Alpha2Route | undefined {
  return routes.find(({ condition }) => condition.method === method && anchored(condition.pathRegex ?? '').test(path));
}
