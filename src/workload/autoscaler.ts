import type { HorizontalPodAutoscaler, MetricSpec } from 'kubernetes-types/autoscaling/v2';
import { wholeNumber } from '../mesh/input';
import { Manifest } from '../mesh/mesh-object';
import { metricSpec } from './metric-spec';

/** When a workload grows and shrinks. */
export interface AutoscalerProps {
  /** The most replicas. */
  readonly maxReplicas: number;
  /**
   * The fewest replicas.
   *
   * @default 1
   */
  readonly minReplicas?: number;
  /**
   * The average share of the requested CPU that is aimed at, in percent. Every container of the pods must request CPU, also the proxy that the mesh adds
   * (`proxyCpuRequest` of the injection): without, Kubernetes cannot tell and does not scale.
   *
   * @default 80 - where `metrics` is not given
   */
  readonly cpuUtilization?: number;
  /**
   * Metrics in Kubernetes' own terms, besides that of the CPU.
   *
   * @default - none
   */
  readonly metrics?: readonly MetricSpec[];
}

/**
 * An autoscaler of a Deployment.
 *
 * @throws if the numbers make no range, or a metric is none that Kubernetes accepts
 */
export function autoscaler(name: string, deployment: string, props: AutoscalerProps): Manifest<HorizontalPodAutoscaler> {
  const minReplicas = wholeNumber('minReplicas', props.minReplicas ?? 1, 1, 2 ** 31 - 1);
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment },
      minReplicas,
      maxReplicas: wholeNumber('maxReplicas', props.maxReplicas, minReplicas, 2 ** 31 - 1),
      metrics: metrics(props),
    },
  };
}

/** The share of the CPU that is aimed at, in percent, where it is any. */
export function cpuTarget({ cpuUtilization, metrics = [] }: AutoscalerProps): number | undefined {
  return cpuUtilization ?? (metrics.length === 0 ? 80 : undefined);
}

function metrics(props: AutoscalerProps): MetricSpec[] {
  const percent = cpuTarget(props);
  const others = (props.metrics ?? []).map(metricSpec);
  if (percent === undefined) return others;
  const averageUtilization = wholeNumber('cpuUtilization', percent, 1, 1000);
  return [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } }, ...others];
}
