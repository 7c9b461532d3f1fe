import type { JsonValue } from '../yaml/read';
import { admit } from './admission/admission';
import type { DeployTarget } from '../facts/deploy-target';
import { RuleContext } from './context';
import { type Finding, findingOf, type Found } from './finding';
import { type Manifest, manifestOf } from './manifest';
import { meshModel } from './mesh/mesh-model';
import { isAtLeast, type Problem, SEVERITIES, type Severity } from './problem';
import type { Rule } from './rule';
import { RULES } from './rules';
import { ClusterState } from './state/cluster-state';
import { type Ignore, ignore, type PlacedIgnore } from './suppression';

/** What there is to know before objects can be checked. */
export interface CheckOptions {
  /**
   * The mesh that the objects are for: `linkerd-2.10` to `linkerd-2.20`, `gateway-api` or `smi`.
   *
   * @default linkerd-2.20
   */
  readonly mesh?: string;
  /**
   * The tool that brings them to the cluster, which decides in which order.
   *
   * @default - rules about the order of one tool find nothing
   */
  readonly target?: DeployTarget;
  /**
   * Whether these are all objects of the cluster. Otherwise what is missing may be elsewhere, and is no error.
   *
   * @default false
   */
  readonly complete?: boolean;
  /**
   * The least severity to report.
   *
   * @default warning
   */
  readonly minSeverity?: Severity;
  /**
   * What not to report. Comments and annotations in the objects say so, too.
   *
   * @default - everything is reported
   */
  readonly ignore?: readonly Ignore[];
}

/**
 * Checks Kubernetes objects, whoever made them, for what a service mesh would do wrong with them.
 *
 * @param objects as they would be written to YAML
 * @returns what is wrong, the worst first
 * @throws if there is no such mesh
 */
export function check(objects: readonly object[], options: CheckOptions = {}): Finding[] {
  // Through JSON, so that it is data like that of a file, and nothing of the caller's is shared.
  const data = JSON.parse(JSON.stringify(objects)) as JsonValue[];
  return checkManifests(
    data.flatMap((object) => manifestOf(object) ?? []),
    options,
  ).found.map(findingOf);
}

/** Options that were read from files. */
export interface PlacedOptions extends CheckOptions {
  /** @default - everything is reported */
  readonly ignore?: readonly PlacedIgnore[];
}

/** What was found, and how much more there is. */
export interface Outcome {
  /** The worst first. */
  readonly found: readonly Found[];
  /** How many are not as bad as what is asked for. */
  readonly hidden: number;
  /** How many of these would be, if the input were the whole cluster. */
  readonly ifComplete: number;
  /** How many nobody wants to hear of. */
  readonly ignored: number;
}

/** Checks objects, and leaves out what nobody wants to hear of. */
export function checkManifests(
  manifests: readonly Manifest[],
  { minSeverity = 'warning', ignore: ignores = [], ...options }: PlacedOptions,
): Outcome {
  const { left, ignored } = ignore(findingsIn(manifests, options), manifests, ignores);
  const found = left.filter(({ severity }) => isAtLeast(severity, minSeverity));
  const ifComplete = left.filter(
    ({ rule, severity, elsewhere }) =>
      elsewhere !== undefined &&
      !isAtLeast(severity, minSeverity) &&
      isAtLeast(elsewhere.otherwise === 'rule' ? rule.severity : elsewhere.otherwise, minSeverity),
  ).length;
  found.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  return { found, hidden: left.length - found.length, ifComplete, ignored };
}

/**
 * All that rules find in objects.
 *
 * @param rules which rules, @default - all
 * @throws if there is no such mesh
 */
export function findingsIn(manifests: readonly Manifest[], options: CheckOptions = {}, rules: readonly Rule[] = RULES): Found[] {
  const mesh = meshModel(options.mesh);
  const { accepted, refused } = admit(manifests, mesh);
  const state = new ClusterState(accepted, options.complete);
  const context = new RuleContext(manifests, state, refused, mesh, options.target);
  return rules.flatMap((rule) => [...rule.check(context)].map((problem) => foundBy(rule, problem)));
}

const foundBy = (rule: Rule, { severity = rule.severity, path, related = [], ...problem }: Problem): Found => ({
  ...{ rule, severity, path, related },
  ...problem,
});
