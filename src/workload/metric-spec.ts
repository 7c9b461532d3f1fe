import type { MetricSpec, MetricTarget } from 'kubernetes-types/autoscaling/v2';
import { line, oneOf, show, wholeNumber } from '../mesh/input';
import { quantityValue } from '../mesh/quantity';

const SOURCES = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
} as const;
const TYPES = ['Resource', 'ContainerResource', 'Pods', 'Object', 'External'] as const;

type TargetField = 'value' | 'averageValue' | 'averageUtilization';

/** Which fields of a target count: of a Resource a share or an amount, of others an amount. */
const TARGETS: Readonly<Record<(typeof TYPES)[number], readonly TargetField[]>> = {
  Resource: ['averageUtilization', 'averageValue'],
  ContainerResource: ['averageUtilization', 'averageValue'],
  Pods: ['averageValue'],
  Object: ['value', 'averageValue'],
  External: ['value', 'averageValue'],
};

/**
 * A metric of an autoscaler, in Kubernetes' own terms.
 *
 * @throws if the API server would refuse it (Kubernetes 1.34): it is not about what its type says, has no name, or no target above 0
 */
export function metricSpec(spec: MetricSpec): MetricSpec {
  const type = TYPES.find((each) => each === spec.type);
  if (type === undefined) throw new Error(`type of a metric must be one of ${TYPES.join(', ')}, got ${show(spec.type)}`);
  const field = SOURCES[type];
  const given = Object.values(SOURCES).filter((each) => spec[each] !== undefined);
  const source = spec[field];
  if (source === undefined || given.length > 1) {
    throw new Error(`a metric of type ${type} must have ${field} and no other source, got ${given.join(' and ') || 'none'}`);
  }
  const what = `metric ${'metric' in source ? metricName(source.metric.name) : line('name of the resource of a metric', source.name)}`;
  if (spec.containerResource) line(`container of ${what}`, spec.containerResource.container);
  if (spec.object) {
    line(`kind of the object of ${what}`, spec.object.describedObject.kind);
    line(`name of the object of ${what}`, spec.object.describedObject.name);
  }
  checkTarget(what, source.target, TARGETS[type]);
  return spec;
}

function metricName(name: string): string {
  if (!line('name of a metric', name).includes('/')) return name;
  throw new Error(`name of a metric must have no "/", got ${show(name)}`);
}

function checkTarget(what: string, target: MetricTarget, fields: readonly TargetField[]): void {
  oneOf(`type of the target of ${what}`, target.type, ['Utilization', 'Value', 'AverageValue']);
  const given = fields.filter((field) => target[field] !== undefined);
  if (given.length !== 1) {
    throw new Error(`target of ${what} must have ${fields.join(' or ')}, got ${given.join(' and ') || 'none'}`);
  }
  if (target.averageUtilization !== undefined) wholeNumber(`averageUtilization of ${what}`, target.averageUtilization, 1, 2 ** 31 - 1);
  for (const field of ['value', 'averageValue'] as const) {
    const amount = target[field];
    if (amount !== undefined && !((quantityValue(String(amount)) ?? 0) > 0)) {
      throw new Error(`${field} of ${what} must be a Kubernetes quantity above 0, got ${show(amount)}`);
    }
  }
}
