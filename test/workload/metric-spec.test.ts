import type { MetricSpec, MetricTarget } from 'kubernetes-types/autoscaling/v2';
import { metricSpec } from '../../src/workload/metric-spec';

const amount: MetricTarget = { type: 'AverageValue', averageValue: '100m' };
const memory = (target: MetricTarget): MetricSpec => ({ type: 'Resource', resource: { name: 'memory', target } });
const requests = (target: MetricTarget): MetricSpec => ({ type: 'Pods', pods: { metric: { name: 'requests' }, target } });
const queue = (target: MetricTarget): MetricSpec => ({ type: 'External', external: { metric: { name: 'queue' }, target } });
const describedObject = { kind: 'Service', name: 'web' };

describe('metricSpec', () => {
  test.each<MetricSpec>([
    memory(amount),
    memory({ type: 'Utilization', averageUtilization: 50 }),
    {
      type: 'ContainerResource',
      containerResource: { name: 'cpu', container: 'web', target: { type: 'Utilization', averageUtilization: 80 } },
    },
    requests(amount),
    queue({ type: 'Value', value: '1e3' }),
    { type: 'Object', object: { metric: { name: 'requests' }, describedObject, target: { type: 'Value', value: '1k' } } },
  ])('takes %j', (spec) => {
    expect(metricSpec(spec)).toEqual(spec);
  });

  test.each<[string, unknown, string]>([
    ['an unknown type', { type: 'CPU' }, 'type of a metric must be one of Resource, ContainerResource, Pods, Object, External, got "CPU"'],
    ['a type without its source', { type: 'Pods' }, 'a metric of type Pods must have pods and no other source, got none'],
    ['the source of another type', { ...memory(amount), type: 'Pods' }, 'must have pods and no other source, got resource'],
    [
      'two sources',
      { ...requests(amount), ...memory(amount) },
      'a metric of type Resource must have resource and no other source, got resource and pods',
    ],
    [
      'a resource without a name',
      { type: 'Resource', resource: { name: '', target: amount } },
      'name of the resource of a metric must be a line',
    ],
    [
      'a metric with a slash',
      { type: 'Pods', pods: { metric: { name: 'a/b' }, target: amount } },
      'name of a metric must have no "/", got "a/b"',
    ],
    [
      'no container',
      { type: 'ContainerResource', containerResource: { name: 'cpu', container: '', target: amount } },
      'container of metric cpu must be a line of text',
    ],
    [
      'an object without a name',
      { type: 'Object', object: { metric: { name: 'a' }, describedObject: { kind: 'Service' }, target: amount } },
      'name of the object of metric a must be a line of text',
    ],
    [
      'a target without a type',
      memory({ type: '', averageValue: '1' }),
      'type of the target of metric memory must be one of Utilization, ',
    ],
    ['no target', memory({ type: 'AverageValue' }), 'target of metric memory must have averageUtilization or averageValue, got none'],
    ['a target that does not count', memory({ type: 'Value', value: '1' }), 'must have averageUtilization or averageValue, got none'],
    [
      'two targets',
      queue({ type: 'Value', value: '1', averageValue: '1' }),
      'target of metric queue must have value or averageValue, got value and averageValue',
    ],
    [
      'a share of 0',
      memory({ type: 'Utilization', averageUtilization: 0 }),
      'averageUtilization of metric memory must be a whole number from 1',
    ],
    [
      'an amount of 0',
      requests({ type: 'AverageValue', averageValue: '0' }),
      'averageValue of metric requests must be a Kubernetes quantity above 0, got "0"',
    ],
    ['an amount that is none', requests({ type: 'AverageValue', averageValue: 'much' }), 'got "much"'],
  ])('refuses %s', (_what, spec, message) => {
    expect(() => metricSpec(spec as MetricSpec)).toThrow(message);
  });
});
