import type * as Violations from './violations';
import type { MeshViolation } from './violations';

/** What a validation gets from cdk8s-cli; a part of its `ValidationContext` (cdk8s-cli 2.207, `lib/plugins`). */
export interface MeshValidationContext {
  /** The files that were synthesized. */
  readonly manifests: readonly string[];
  /** The constructs of objects, by name; those of a `MeshApp` also by `Service shop/web`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Whether manifests go to standard output: their files are in a temporary folder then. */
  readonly stdout?: boolean;
  readonly report: {
    addViolation(violation: MeshViolation): void;
    submit(status: 'success' | 'failure'): void;
  };
}

/**
 * `check` as a validation of cdk8s: `cdk8s synth` then reports what is wrong with what it wrote, and exits with 2.
 *
 * In `cdk8s.yaml`:
 * ```yaml
 * validations:
 *   - package: ./node_modules/cdk8s-mesh
 *     version: 0.0.0
 *     class: MeshValidation
 *     properties: { mesh: linkerd-2.18, target: argocd }
 * ```
 */
export class MeshValidation {
  /** @param properties what `cdk8s.yaml` says under `properties`: the same as in `.cdk8s-mesh.yaml`, and above it */
  constructor(private readonly properties: Readonly<Record<string, unknown>> = {}) {}

  /**
   * Called by cdk8s.
   *
   * @throws if the properties, or `.cdk8s-mesh.yaml`, say something that has no meaning
   */
  validate({ manifests, metadata = {}, stdout = false, report }: MeshValidationContext): Promise<void> {
    return new Promise((resolve) => {
      // Loaded here, because programs that synthesize do not check.
      const { violationsIn } = require('./violations') as typeof Violations;
      const violations = violationsIn({ manifests, metadata, stdout }, this.properties);
      violations.forEach((violation) => report.addViolation(violation));
      report.submit(violations.length > 0 ? 'failure' : 'success');
      resolve();
    });
  }
}
