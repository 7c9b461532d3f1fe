import type { MetricSpec } from 'kubernetes-types/autoscaling/v2';
import { autoscaler, AutoscalerProps } from '../../src/workload/autoscaler';

const REQUESTS: MetricSpec = {
  type: 'Pods',
  pods: { metric: { name: 'requests_per_second' }, target: { type: 'AverageValue', averageValue: '100' } },
};

function cpu(averageUtilization: number): MetricSpec {
  return { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } };
}

describe('autoscaler', () => {
  test('aims at 80 % of the requested CPU with at least one pod', () => {
    expect(autoscaler('web', 'web-v1', { maxReplicas: 4 })).toEqual({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web-v1' },
        minReplicas: 1,
        maxReplicas: 4,
        metrics: [cpu(80)],
      },
    });
  });

  test('takes everything', () => {
    const props: Required<AutoscalerProps> = { minReplicas: 2, maxReplicas: 2, cpuUtilization: 50, metrics: [REQUESTS] };
    expect(autoscaler('web', 'web', props).spec).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 2,
      metrics: [cpu(50), REQUESTS],
    });
  });

  test('leaves the CPU out where other metrics are given', () => {
    expect(autoscaler('web', 'web', { maxReplicas: 2, metrics: [REQUESTS] }).spec?.metrics).toEqual([REQUESTS]);
  });

  test.each<[AutoscalerProps, string]>([
    [{ maxReplicas: 0 }, 'maxReplicas must be a whole number from 1 to 2147483647, got 0'],
    [{ minReplicas: 0, maxReplicas: 1 }, 'minReplicas must be a whole number from 1 to 2147483647, got 0'],
    [{ minReplicas: 3, maxReplicas: 2 }, 'maxReplicas must be a whole number from 3 to 2147483647, got 2'],
    [{ maxReplicas: NaN }, 'got NaN'],
    [{ maxReplicas: 2, cpuUtilization: 0 }, 'cpuUtilization must be a whole number from 1 to 1000, got 0'],
    [{ maxReplicas: 2, cpuUtilization: 12.5 }, 'got 12.5'],
  ])('refuses %j', (props, message) => {
    expect(() => autoscaler('web', 'web', props)).toThrow(message);
  });
});
