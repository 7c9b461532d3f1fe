import { VersionedService } from '../service';
import { WeightedBackend } from './router';
import { checkWeights, Weights } from './weights';

/**
 * Weights of versions that a service has.
 *
 * @param what how messages name them
 * @throws if a weight or version is none, or the stable version is not named: whoever gives the new version a 5 means five percent, and would send it everything
 */
export function versionWeights<V extends string>(what: string, service: VersionedService<V>, weights: Weights<V>): Map<V, number> {
  const checked = checkWeights<V>(weights);
  for (const version of checked.keys()) service.version(version);
  if (checked.has(service.stable)) return checked;
  const named = [...checked.keys()].join(', ');
  throw new Error(
    `${what} must name the stable version ${service.stable} too, with 0 if it shall receive nothing, got only ${named}, which would receive everything`,
  );
}

/** The Services of versions, with their weights. */
export function versionBackends<V extends string>(service: VersionedService<V>, weights: ReadonlyMap<V, number>): WeightedBackend[] {
  return [...weights].map(([version, weight]) => ({ service: service.version(version).toServiceRef(), weight }));
}
