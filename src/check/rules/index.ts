import type { Rule } from '../rule';
import { ADMISSION_RULES } from './admission';
import { FAULTS_RULES } from './faults';
import { FLAGGER_RULES } from './flagger';
import { GITOPS_RULES } from './gitops';
import { MESH_RULES } from './mesh';
import { PORTS_RULES } from './ports';
import { PROFILES_RULES } from './profiles';
import { REFERENCES_RULES } from './references';
import { ROLLOUTS_RULES } from './rollouts';
import { ROUTES_RULES } from './routes';
import { SECURITY_RULES } from './security';
import { SELECTORS_RULES } from './selectors';
import { WEIGHTS_RULES } from './weights';

/** Rules by what they are about, in the order of the documentation. */
export const GROUPS: Readonly<Record<string, readonly Rule[]>> = {
  'Getting into the cluster': ADMISSION_RULES,
  References: REFERENCES_RULES,
  Ports: PORTS_RULES,
  'Selectors and pods': SELECTORS_RULES,
  Weights: WEIGHTS_RULES,
  Routes: ROUTES_RULES,
  ServiceProfiles: PROFILES_RULES,
  'Faults, retries, timeouts': FAULTS_RULES,
  Flagger: FLAGGER_RULES,
  'Argo Rollouts': ROLLOUTS_RULES,
  'Injection and mesh policy': MESH_RULES,
  GitOps: GITOPS_RULES,
  Security: SECURITY_RULES,
};

/** Every rule. */
export const RULES: readonly Rule[] = Object.values(GROUPS).flat();
