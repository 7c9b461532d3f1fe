import type { MeshModel } from '../mesh/mesh-model';
import type { Attachment, ClusterState } from '../state/cluster-state';
import type { ParentRef } from '../state/route';

/** What a mesh says of a route and a parent of it; undefined where it does not look at it at all. */
export interface AttachmentStatus {
  /** Why the route is not attached; undefined if it is. */
  readonly refused?: 'no-service' | 'no-cluster-ip' | 'conflict';
  /** Whether all its backends are there. Linkerd looks beside the route where no namespace is written, wherever it then sends to. */
  readonly isResolved: boolean;
}

/** Whether a reference means a Service. */
export const isService = ({ coreGroups }: MeshModel, { group, kind }: Pick<ParentRef, 'group' | 'kind'>): boolean =>
  kind === 'Service' && coreGroups.includes(group);

/** What becomes of an attachment. */
export function statusOf(state: ClusterState, mesh: MeshModel, attachment: Attachment): AttachmentStatus | undefined {
  const { route, parent } = attachment;
  if (!mesh.routeApis.includes(route.manifest.apiVersion) || !isService(mesh, parent)) return undefined;
  const isResolved = route.rules
    .flatMap(({ backends }) => backends)
    .every(({ namespace = route.namespace, name }) => state.service(namespace, name) !== undefined);
  const refused = refusal(state, mesh, attachment);
  return { isResolved, ...(refused && { refused }) };
}

/** Whether a route is attached to a Service, and so may hold. */
export const isAccepted = (state: ClusterState, mesh: MeshModel, attachment: Attachment): boolean =>
  mesh.routeApis.includes(attachment.route.manifest.apiVersion) &&
  isService(mesh, attachment.parent) &&
  refusal(state, mesh, attachment) === undefined;

function refusal(state: ClusterState, mesh: MeshModel, { route, parent }: Attachment): AttachmentStatus['refused'] {
  const service = state.service(parent.namespace, parent.name);
  if (!service) return 'no-service';
  if (service.type !== 'cluster-ip') return 'no-cluster-ip';
  // Of two kinds on one port, that of gRPC holds.
  const isBeaten = route.kind === 'HTTPRoute' && state.attachedTo(parent.namespace, parent.name).some(isOfGrpc(mesh, parent));
  return isBeaten ? 'conflict' : undefined;
}

const isOfGrpc =
  (mesh: MeshModel, { port }: ParentRef) =>
  ({ route, parent }: Attachment): boolean =>
    route.kind === 'GRPCRoute' && isService(mesh, parent) && (port === undefined || parent.port === undefined || parent.port === port);
