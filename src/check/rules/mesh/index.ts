import type { Rule } from '../../rule';
import { nothingInjected } from './nothing-injected';
import { configAnnotationUnknown } from './config-annotation-unknown';
import { deprecatedPolicyVersion } from './deprecated-policy-version';
import { hostNetwork } from './host-network';
import { injectInWrongPlace } from './inject-in-wrong-place';
import { injectValue } from './inject-value';
import { serverDenies } from './server-denies';
import { smiAccessIgnored } from './smi-access-ignored';

/** About injection and annotations of the mesh. */
export const MESH_RULES: readonly Rule[] = [
  injectValue,
  injectInWrongPlace,
  hostNetwork,
  configAnnotationUnknown,
  smiAccessIgnored,
  serverDenies,
  deprecatedPolicyVersion,
  nothingInjected,
];
