import type { ResourceRequirements } from 'kubernetes-types/core/v1';
import { show } from '../mesh/input';
import { bytes, checkLimit, cpu, quantityValue } from '../mesh/quantity';

/**
 * What a container asks for and may use.
 *
 * @throws if an amount is no quantity, or more is asked for than may be used: the API server would refuse both
 */
export function containerResources(resources: ResourceRequirements | undefined): ResourceRequirements | undefined {
  const { requests = {}, limits = {} } = resources ?? {};
  for (const [name, amount] of Object.entries(requests)) checkQuantity(`request of ${name}`, name, amount);
  for (const [name, amount] of Object.entries(limits)) checkQuantity(`limit of ${name}`, name, amount);
  for (const [name, request] of Object.entries(requests)) {
    checkLimit(`request of ${name}`, request, 'its limit', Object.hasOwn(limits, name) ? limits[name] : undefined);
  }
  return resources;
}

function checkQuantity(what: string, resource: string, amount: string): void {
  if (resource === 'cpu') cpu(what, amount);
  else if (['memory', 'ephemeral-storage'].includes(resource)) bytes(what, amount);
  else if (typeof amount !== 'string' || quantityValue(amount) === undefined)
    throw new Error(`${what} must be a Kubernetes quantity, got ${show(amount)}`);
}

/** Whether a container asks for CPU; Kubernetes takes a limit for a request where there is none. */
export function requestsCpu(resources: ResourceRequirements | undefined): boolean {
  return resources?.requests?.['cpu'] !== undefined || resources?.limits?.['cpu'] !== undefined;
}
