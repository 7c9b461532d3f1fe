import type { Rank } from '../bundle';

/** What an object is to a release, in the order in which they are to be there. */
export type Role = 'config' | 'service' | 'route' | 'workload' | 'outside';

const ROLES: readonly (readonly [role: Role, below: Rank])[] = [
  ['config', 2000],
  ['service', 3000],
  ['route', 4000],
  ['workload', 6000],
];

/** By its place in the order, which a user may have moved. */
export const roleOf = (rank: Rank): Role => ROLES.find(([, below]) => rank < below)?.[0] ?? 'outside';
