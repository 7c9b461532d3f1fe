import type { Rule } from '../../rule';
import { isAccepted } from '../../traffic/attachment';

/** A route for a port that carries no HTTP to the mesh. */
export const opaquePortRouted: Rule = {
  name: 'opaque-port-routed',
  severity: 'error',
  summary: 'A route is for a port that Linkerd takes for opaque.',
  why:
    'A port is opaque by `config.linkerd.io/opaque-ports`, by the default list of Linkerd, or by an `appProtocol` other than `http` and `kubernetes.io/h2c`: `grpc` and `https`, too. HTTPRoutes and GRPCRoutes ' +
    'have no effect there, though their status says Accepted (Linkerd 2.20, run).',
  fix: 'Take the port out of the list, or correct its `appProtocol`: for gRPC leave it out, or write kubernetes.io/h2c.',
  *check(context) {
    const { state, mesh } = context;
    for (const routing of context.routings) {
      const { service, port } = routing.apex;
      if (routing.outbound.protocol !== 'opaque') continue;
      for (const attachment of state.attachedTo(service.namespace, service.name)) {
        const { route, parent } = attachment;
        if (!isAccepted(state, mesh, attachment) || (parent.port !== undefined && parent.port !== port.number)) continue;
        const isSaid = mesh.appProtocols !== undefined && port.appProtocol !== undefined;
        const why = isSaid ? `by the appProtocol ${port.appProtocol}` : 'by its number';
        yield {
          ...{ manifest: route.manifest, path: ['spec', 'parentRefs', route.parents.indexOf(parent)], related: [service.manifest] },
          message: `port ${port.number} of Service ${service.namespace}/${service.name} is opaque to Linkerd, ${why}`,
          traffic: `requests to ${service.namespace}/${service.name}:${port.number} do not take this route`,
        };
      }
    }
  },
};
