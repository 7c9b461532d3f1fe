import type { Rule } from '../../rule';
import { leafLacksApexPort } from './leaf-lacks-apex-port';
import { opaquePortRouted } from './opaque-port-routed';
import { parentPortWide } from './parent-port-wide';
import { parentrefPortUnknown } from './parentref-port-unknown';
import { routeBackendPort } from './route-backend-port';
import { targetPortUnserved } from './target-port-unserved';

/** About ports of Services, routes and pods. */
export const PORTS_RULES: readonly Rule[] = [
  leafLacksApexPort,
  routeBackendPort,
  targetPortUnserved,
  parentrefPortUnknown,
  parentPortWide,
  opaquePortRouted,
];
