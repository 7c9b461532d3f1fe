export { AccessControl, type AccessControlProps } from './access-control';
export type { AccessClient, AccessMethod, AccessRule } from './access-rule';
export type { InboundRoute, OtherClients } from './linkerd-access';
export type { IPodSelector, PodsLike } from './protected-pods';
