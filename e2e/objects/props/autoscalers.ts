import { Workload, type AutoscalerProps, type MeshChart } from 'cdk8s-mesh';
import type { KindOfProps } from './row';

const scaled = (autoscaler: AutoscalerProps) => (chart: MeshChart) =>
  new Workload(chart, 'web', { image: 'web:1', resources: { requests: { cpu: '100m' } }, autoscaler });

const memory = (target: { readonly type: string; readonly averageValue?: string }) => ({
  type: 'Resource',
  resource: { name: 'memory', target },
});

/** What may be wrong with a HorizontalPodAutoscaler. */
export const autoscalers: KindOfProps = {
  kind: 'HorizontalPodAutoscaler',
  good: (chart) => scaled({ maxReplicas: 2, cpuUtilization: 50 })(chart).autoscaler,
  bad: [
    {
      what: 'at most no replicas',
      at: '/spec/maxReplicas',
      value: 0,
      make: scaled({ maxReplicas: 0 }),
      says: 'maxReplicas must be a whole number from 1',
    },
    {
      what: 'more replicas at least than at most',
      at: '/spec/minReplicas',
      value: 3,
      field: 'spec.maxReplicas',
      make: scaled({ minReplicas: 3, maxReplicas: 2 }),
      says: 'maxReplicas must be a whole number from 3',
    },
    {
      what: 'no replicas at least',
      at: '/spec/minReplicas',
      value: 0,
      make: scaled({ minReplicas: 0, maxReplicas: 2 }),
      says: 'minReplicas must be a whole number from 1',
    },
    {
      what: 'half a replica',
      at: '/spec/maxReplicas',
      value: 2.5,
      make: scaled({ maxReplicas: 2.5 }),
      says: 'maxReplicas must be a whole number from 1 to 2147483647, got 2.5',
    },
    {
      what: 'none of the CPU',
      at: '/spec/metrics/0/resource/target/averageUtilization',
      value: 0,
      make: scaled({ maxReplicas: 2, cpuUtilization: 0 }),
      says: 'cpuUtilization must be a whole number from 1',
    },
    {
      what: 'an unknown type of metric',
      at: '/spec/metrics/0/type',
      value: 'CPU',
      make: scaled({ maxReplicas: 2, metrics: [{ type: 'CPU' }] }),
      says: 'type of a metric must be one of',
    },
    {
      what: 'a metric without a target',
      at: '/spec/metrics/0',
      value: memory({ type: 'AverageValue' }),
      field: 'spec.metrics[0].resource.target.averageUtilization',
      make: scaled({ maxReplicas: 2, metrics: [memory({ type: 'AverageValue' })] }),
      says: 'target of metric memory must have averageUtilization or averageValue, got none',
    },
    {
      what: 'an amount of 0',
      at: '/spec/metrics/0',
      value: memory({ type: 'AverageValue', averageValue: '0' }),
      field: 'spec.metrics[0].resource.target.averageValue',
      make: scaled({ maxReplicas: 2, metrics: [memory({ type: 'AverageValue', averageValue: '0' })] }),
      says: 'averageValue of metric memory must be a Kubernetes quantity above 0',
    },
  ],
};
