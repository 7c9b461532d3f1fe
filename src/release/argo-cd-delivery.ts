import type { RankedObject } from '../bundle';
import type { Manifest } from '../mesh';
import { dnsLabel, line } from '../mesh/input';
import type { Delivered } from './delivered';
import { outputPath } from './output-path';
import { type Role, roleOf } from './role';

/** Where Argo CD finds the output. */
export interface ArgoCdDeliveryProps {
  /** The repository, as Argo CD knows it: `https://git.example.com/shop.git`. */
  readonly repoURL: string;
  /** The output folder in the repository, such as `k8s`. */
  readonly path: string;
  /**
   * The branch, tag or commit.
   *
   * @default 'HEAD'
   */
  readonly targetRevision?: string;
  /**
   * The project of the Application.
   *
   * @default 'default'
   */
  readonly project?: string;
  /**
   * The namespace of Argo CD, in which Applications live.
   *
   * @default 'argocd'
   */
  readonly argoCdNamespace?: string;
  /**
   * The API server of the cluster, as Argo CD knows it.
   *
   * @default 'https://kubernetes.default.svc' - the cluster of Argo CD
   */
  readonly destinationServer?: string;
}

/** Of Argo CD 3, the part that is written here. */
export interface ReleaseApplication {
  /** API group and version. */
  readonly apiVersion: 'argoproj.io/v1alpha1';
  /** Kind of the object. */
  readonly kind: 'Application';
  /** What to deploy where, and how. */
  readonly spec: {
    readonly project: string;
    readonly source: { readonly repoURL: string; readonly path: string; readonly targetRevision: string };
    readonly destination: { readonly server: string; readonly namespace: string };
    readonly syncPolicy: { readonly automated: { readonly prune: boolean; readonly selfHeal: boolean; readonly allowEmpty?: boolean } };
  };
}

/** With room between them for waves of a user's own. */
const WAVES: Readonly<Record<Role, number>> = { config: -10, service: 0, route: 10, workload: 20, outside: 30 };

const WAVE = 'argocd.argoproj.io/sync-wave';
const OPTIONS = 'argocd.argoproj.io/sync-options';

/**
 * Waves by role; and to be pruned last, for otherwise Argo CD deletes before it writes what makes that safe. It reads this from the live object, so every object has it from the
 * beginning (Argo CD's engine, 2026-09, run).
 */
export function argoCdAnnotations({ object, rank }: RankedObject): Record<string, string> {
  const options = annotationOf(object, OPTIONS);
  const isSaid = options?.split(',').some((option) => option.trim().startsWith('PruneLast='));
  return {
    [WAVE]: annotationOf(object, WAVE) ?? String(WAVES[roleOf(rank)]),
    [OPTIONS]: options === undefined ? 'PruneLast=true' : isSaid ? options : `${options},PruneLast=true`,
  };
}

function annotationOf({ metadata }: RankedObject['object'], name: string): string | undefined {
  const { annotations } = metadata as { readonly annotations?: Readonly<Record<string, string>> };
  return annotations?.[name];
}

/** The Application that keeps the cluster at the current step. */
export function argoCdApplication({ name, namespace, isEverEmpty }: Delivered, props: ArgoCdDeliveryProps): Manifest<ReleaseApplication> {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: dnsLabel('argoCdNamespace', props.argoCdNamespace ?? 'argocd') },
    spec: {
      project: line('project', props.project ?? 'default'),
      source: {
        repoURL: line('repoURL', props.repoURL),
        path: `${outputPath(props.path)}${name}/current`,
        targetRevision: line('targetRevision', props.targetRevision ?? 'HEAD'),
      },
      destination: { server: line('destinationServer', props.destinationServer ?? 'https://kubernetes.default.svc'), namespace },
      // Argo CD does not sync to nothing unless it is told so.
      syncPolicy: { automated: { prune: true, selfHeal: true, ...(isEverEmpty && { allowEmpty: true }) } },
    },
  };
}
