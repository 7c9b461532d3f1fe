import type { Rule } from '../../rule';
import { backendNamespaceDiffers } from './backend-namespace-differs';
import { consumerRoute } from './consumer-route';
import { defaultWeightOnCreate } from './default-weight-on-create';
import { grpcHttpConflict } from './grpc-http-conflict';
import { ignoredRoute } from './ignored-route';
import { invalidBackend } from './invalid-backend';
import { noCatchAllRule } from './no-catch-all-rule';
import { parentrefDefaults } from './parentref-defaults';
import { routeNotHonoured } from './route-not-honoured';
import { sameAgeRoutes } from './same-age-routes';
import { timeoutIgnored } from './timeout-ignored';
import { unreachableRule } from './unreachable-rule';

/** About HTTPRoutes and GRPCRoutes. */
export const ROUTES_RULES: readonly Rule[] = [
  noCatchAllRule,
  defaultWeightOnCreate,
  parentrefDefaults,
  ignoredRoute,
  invalidBackend,
  routeNotHonoured,
  consumerRoute,
  sameAgeRoutes,
  backendNamespaceDiffers,
  unreachableRule,
  grpcHttpConflict,
  timeoutIgnored,
];
