import type { Rule } from '../../rule';
import { crdBesideObjects } from './crd-beside-objects';
import { deployerReorders } from './deployer-reorders';
import { helmHookRoute } from './helm-hook-route';
import { namespaceLast } from './namespace-last';
import { replicasOwnedTwice } from './replicas-owned-twice';
import { scalarNotText } from './scalar-not-text';
import { weightsOwnedTwice } from './weights-owned-twice';

/** About the order of writes, and who owns a field. */
export const GITOPS_RULES: readonly Rule[] = [
  scalarNotText,
  namespaceLast,
  deployerReorders,
  weightsOwnedTwice,
  replicasOwnedTwice,
  crdBesideObjects,
  helmHookRoute,
];
