export { AccessControl, type AccessControlProps } from './access-control';
export type { AccessClient, AccessRule } from './access-rule';
export type { OtherClients } from './linkerd-access';
export type { IPodSelector, PodsLike } from './protected-pods';
