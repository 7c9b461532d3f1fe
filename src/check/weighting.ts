import type { DataPath } from '../yaml/locate';
import { Fraction } from './fraction';
import type { Manifest } from './manifest';
import type { MeshModel } from './mesh/mesh-model';
import { milliValue } from '../facts/quantity';
import type { ClusterState } from './state/cluster-state';
import { isService } from './traffic/attachment';
import { CLUSTER_DOMAIN, MAX_UNITS, serviceOfAuthority, unitsOfMilli } from './traffic/profile-routing';

/** A list of receivers with weights, in whatever kind of object: the backends of a rule, of a TrafficSplit, or the overrides of a ServiceProfile. */
export interface Weighting {
  readonly manifest: Manifest;
  readonly by: 'route' | 'split' | 'profile';
  /** The Service whose requests are split. */
  readonly apex: { readonly namespace: string; readonly name: string };
  /** Where the list is. */
  readonly path: DataPath;
  readonly targets: readonly Target[];
}

/** A receiver. */
export interface Target {
  readonly path: DataPath;
  readonly namespace: string;
  readonly service: string;
  /** Undefined: the port that is called. */
  readonly port?: number;
  /** In thousandths of what is written, so that it is whole. */
  readonly weight: bigint;
  /** What it receives of the requests, as the mesh counts the weights; 0 where all are 0. */
  readonly share: Fraction;
}

/** `10 % of requests to shop/web`, the beginning of what becomes of a share. */
export const shareText = ({ apex }: Weighting, { share }: Target): string =>
  `${share.toPercent()} of requests to ${apex.namespace}/${apex.name}`;

/** All lists of receivers that a mesh follows, one for each Service that a route names as its parent. */
export function weightingsIn(state: ClusterState, mesh: MeshModel): Weighting[] {
  return [...routeWeightings(state, mesh), ...splitWeightings(state, mesh), ...(mesh.hasProfiles ? profileWeightings(state, mesh) : [])];
}

function* routeWeightings(state: ClusterState, mesh: MeshModel): Generator<Weighting> {
  for (const route of state.routes.filter(({ manifest }) => mesh.routeApis.includes(manifest.apiVersion))) {
    for (const { namespace, name } of route.parents.filter((parent) => isService(mesh, parent))) {
      for (const [index, { backends }] of route.rules.entries()) {
        if (backends.length === 0) continue;
        const path = ['spec', 'rules', index, 'backendRefs'];
        const beside = mesh.backendNamespace === 'parent' ? namespace : route.namespace;
        const targets = backends.map((backend) => ({
          ...{ weight: BigInt(Math.trunc(backend.weight)) * 1000n, namespace: backend.namespace ?? beside },
          ...{ service: isService(mesh, backend) ? backend.name : '' },
          ...(backend.port !== undefined && { port: backend.port }),
        }));
        yield {
          manifest: route.manifest,
          by: 'route',
          apex: { namespace, name },
          path,
          targets: withShares(path, targets, inRoute(targets, mesh)),
        };
      }
    }
  }
}

function* splitWeightings(state: ClusterState, mesh: MeshModel): Generator<Weighting> {
  for (const { manifest, namespace, service: name, backends } of state.splits) {
    if (!mesh.splitApis.includes(manifest.apiVersion)) continue;
    const path = ['spec', 'backends'];
    const targets = backends.map(({ service, weight }) => ({ namespace, service, weight: milliValue(weight) ?? 0n }));
    yield { manifest, by: 'split', apex: { namespace, name }, path, targets: withShares(path, targets, inProfile(targets, mesh)) };
  }
}

function* profileWeightings(state: ClusterState, mesh: MeshModel): Generator<Weighting> {
  for (const { manifest, name: profile, overrides } of state.profiles) {
    const [name = '', namespace = '', ...domain] = profile.split('.');
    if (overrides.length === 0 || domain.join('.') !== `svc.${CLUSTER_DOMAIN}`) continue;
    const path = ['spec', 'dstOverrides'];
    const targets = overrides.map(({ authority, weight = 0 }) => {
      const hasPort = /:\d+$/.test(authority);
      const found = serviceOfAuthority(hasPort ? authority : `${authority}:0`);
      return {
        ...{ namespace: found?.namespace ?? '', service: found?.service ?? '', weight: milliValue(weight) ?? 0n },
        ...(hasPort && found && { port: found.port }),
      };
    });
    yield { manifest, by: 'profile', apex: { namespace, name }, path, targets: withShares(path, targets, inProfile(targets, mesh)) };
  }
}

type Unshared = Omit<Target, 'path' | 'share'>;

/** What is no Service, and has no name here, has a share, too; but it is none of those that rules look at. */
function withShares(path: DataPath, targets: readonly Unshared[], weights: readonly bigint[]): Target[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  return targets
    .map((target, index) => ({ ...target, path: [...path, index], share: Fraction.of(weights[index] ?? 0n, total === 0n ? 1n : total) }))
    .filter(({ service }) => service !== '');
}

const inRoute = (targets: readonly Unshared[], { singleZero }: MeshModel): bigint[] =>
  targets.length === 1 && singleZero === 'everything' ? [1n] : targets.map(({ weight }) => (weight > 0n ? weight : 0n));

/** As Linkerd's controller counts the weights of a split or profile. Where they are too large, nobody receives anything. */
function inProfile(targets: readonly Unshared[], { hasProfiles }: MeshModel): bigint[] {
  if (!hasProfiles) return targets.map(({ weight }) => (weight > 0n ? weight : 0n));
  const units = targets.map(({ weight }) => unitsOfMilli(weight));
  const isTooLarge = units.reduce((sum, each) => sum + each, 0) > MAX_UNITS;
  return units.map((each) => (isTooLarge ? 0n : BigInt(each)));
}
