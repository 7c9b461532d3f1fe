import type { Rule } from '../../rule';
import { apexMissing } from './apex-missing';
import { crossNamespaceLeaf } from './cross-namespace-leaf';
import { duplicateIdentity } from './duplicate-identity';
import { externalNameBackend } from './external-name-backend';
import { liveBackendMissing } from './live-backend-missing';
import { nestedSplit } from './nested-split';
import { parkedBackendMissing } from './parked-backend-missing';
import { selfReferentialApex } from './self-referential-apex';
import { twoRoutersOneApex } from './two-routers-one-apex';

/** About objects that name others. */
export const REFERENCES_RULES: readonly Rule[] = [
  liveBackendMissing,
  parkedBackendMissing,
  apexMissing,
  crossNamespaceLeaf,
  duplicateIdentity,
  twoRoutersOneApex,
  externalNameBackend,
  nestedSplit,
  selfReferentialApex,
];
