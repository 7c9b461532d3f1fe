import { nameOf } from '../../manifest';
import type { Rule } from '../../rule';
import { statusOf } from '../../traffic/attachment';
import { attachmentsIn } from '../../traffic/outbound';

/** An HTTPRoute beside a GRPCRoute. */
export const grpcHttpConflict: Rule = {
  name: 'grpc-http-conflict',
  severity: 'error',
  summary: 'An HTTPRoute and a GRPCRoute are for the same port of a Service.',
  why: 'The GRPCRoute holds, and the HTTPRoute is not accepted: its status says RouteReasonConflicted (Linkerd 2.20, run).',
  fix: 'Give gRPC a port of its own, or write its rules into the HTTPRoute: a call is a POST to /package.Service/Method.',
  *check({ state, mesh }) {
    for (const attachment of attachmentsIn(state, mesh)) {
      if (statusOf(state, mesh, attachment)?.refused !== 'conflict') continue;
      const { route, parent } = attachment;
      const other = state.attachedTo(parent.namespace, parent.name).find((each) => each.route.kind === 'GRPCRoute');
      yield {
        ...{ manifest: route.manifest, path: ['spec', 'parentRefs', route.parents.indexOf(parent)] },
        message: `${other ? nameOf(other.route.manifest) : 'a GRPCRoute'} is for the same port of ${parent.namespace}/${parent.name}`,
        traffic: `requests to ${parent.namespace}/${parent.name} do not take this route`,
        ...(other && { related: [other.route.manifest] }),
      };
    }
  },
};
