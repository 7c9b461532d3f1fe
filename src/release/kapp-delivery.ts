import type { RankedObject } from '../bundle';
import type { Delivered } from './delivered';
import { type Role, roleOf } from './role';

const ORDER: readonly Role[] = ['config', 'service', 'route', 'workload', 'outside'];

/**
 * Each role after those before it, and deleted before these; what routes is written before pods and Services are deleted. Labels and selectors stay as they are: kapp would put one of
 * its own into them, which no live Deployment takes (kapp 0.64, from its source).
 */
export function kappAnnotations({ object, rank }: RankedObject, { name }: Delivered): Record<string, string> {
  const role = roleOf(rank);
  const group = (of: Role): string => `cdk8s-mesh/${name}-${of}`;
  const rules = [
    // Of each, for a group of which nothing is written holds no order.
    ...ORDER.slice(0, ORDER.indexOf(role)).flatMap((earlier) => [
      `upsert after upserting ${group(earlier)}`,
      `delete before deleting ${group(earlier)}`,
    ]),
    ...(role === 'route' ? [`upsert before deleting ${group('workload')}`, `upsert before deleting ${group('service')}`] : []),
  ];
  return {
    'kapp.k14s.io/change-group': group(role),
    ...Object.fromEntries(rules.map((rule, index) => [`kapp.k14s.io/change-rule${index === 0 ? '' : `.${index}`}`, rule])),
    ...(['Service', 'Deployment'].includes(object.kind) && { 'kapp.k14s.io/disable-default-label-scoping-rules': '' }),
  };
}
