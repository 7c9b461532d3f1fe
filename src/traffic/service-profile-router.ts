import type { ServiceProfileV1Alpha2 } from '../../imports';
import { Manifest } from '../mesh';
import { requireClusterIp, requireSamePorts, requireSmallSum, Router, RoutingInput, WeightedBackend } from './router';

const API = 'linkerd.io/v1alpha2';

/** Linkerd's ServiceProfile: `dstOverrides`, to which its SMI extension turns a TrafficSplit. It splits every port of the apex. */
export const serviceProfileRouter: Router = {
  api: API,
  perPort: false,
  route(input) {
    requireClusterIp(input);
    if (input.matches.length > 0) {
      throw new Error(`${API} cannot choose by header, path or method; use an HTTPRoute (Linkerd 2.13 and later)`);
    }
    requireSamePorts(API, input);
    requireSmallSum(API, input.backends);
    return [serviceProfile(input)];
  },
};

function serviceProfile(input: RoutingInput): Manifest<ServiceProfileV1Alpha2> {
  const namespace = namespaceOf(input.apex.name, input.apex.namespace ?? input.namespace);
  return {
    apiVersion: API,
    kind: 'ServiceProfile',
    // Linkerd looks a profile up by this name and no other (linkerd2 2.20).
    metadata: { name: `${input.apex.name}.${namespace}.svc.cluster.local`, namespace },
    spec: { dstOverrides: input.backends.map((backend) => override(backend, input.namespace)) },
  };
}

function override({ service, weight }: WeightedBackend, home: string | undefined) {
  return { authority: `${service.name}.${namespaceOf(service.name, service.namespace ?? home)}.svc.cluster.local`, weight };
}

function namespaceOf(service: string, namespace: string | undefined): string {
  if (namespace !== undefined) return namespace;
  throw new Error(`namespace of service ${service} must be known, because a ServiceProfile names it; give the chart a namespace`);
}
