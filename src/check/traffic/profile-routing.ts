import { Fraction } from '../fraction';
import type { MeshModel } from '../mesh/mesh-model';
import { nameOf } from '../manifest';
import { milliValue } from '../../facts/quantity';
import type { ClusterState } from '../state/cluster-state';
import type { Override, Profile } from '../state/profile';
import type { Split } from '../state/split';
import type { Apex } from './outbound';

/** The DNS domain of the cluster, as nearly all have it. */
export const CLUSTER_DOMAIN = 'cluster.local';

/** The profile that holds for the clients of an apex, as it is when the SMI adaptor has written all splits into it. */
export interface ProfileRouting {
  /** Undefined where the adaptor makes it. */
  readonly profile?: Profile;
  /** The splits of the apex. */
  readonly splits: readonly Split[];
  /** Of several splits, those of one of them. */
  readonly overrides: readonly WeightedAuthority[];
  /** Whether several splits say different things: the one that the adaptor handled last holds, which changes by itself. */
  readonly isContested: boolean;
  /** Whether it decides alone who receives a request: with any route, or any override above 0, be it of one of several splits. */
  readonly decides: boolean;
}

/** Who receives a share, as a name that the destination controller is to look up. */
export interface WeightedAuthority {
  /** With a port. */
  readonly authority: string;
  /** In units of 1/10000, in 32 bits, as the controller sends it to the proxy. */
  readonly units: number;
}

/** The profile of an apex; undefined where there is none. */
export function profileRoutingOf(state: ClusterState, mesh: MeshModel, { service, port, client }: Apex): ProfileRouting | undefined {
  if (!mesh.hasProfiles) return undefined;
  const { namespace, name } = service;
  const profileName = `${name}.${namespace}.svc.${CLUSTER_DOMAIN}`;
  // One beside the client hides the one beside the Service, even if it is empty.
  const beside = client === namespace ? undefined : state.profile(client, profileName);
  const profile = beside ?? state.profile(namespace, profileName);
  const splits = beside || profile?.skipsAdaptor ? [] : splitsOf(state, mesh, namespace, name);
  if (!profile && splits.length === 0) return undefined;
  const written = splits.length === 0 ? [profile?.overrides ?? []] : splits.map(overridesOf);
  const [overrides = [], ...others] = written.map((each) => each.map((override) => weighted(override, port.number)));
  return {
    ...{ splits, overrides, ...(profile && { profile }) },
    isContested: others.some((other) => sharesIn(other) !== sharesIn(overrides)),
    decides: (profile?.routes.length ?? 0) > 0 || [overrides, ...others].some((each) => each.some(({ units }) => units > 0)),
  };
}

/** What the adaptor writes for a split. */
const overridesOf = ({ namespace, backends }: Split): Profile['overrides'] =>
  backends.map(({ service, weight }) => ({ authority: `${service}.${namespace}.svc.${CLUSTER_DOMAIN}`, weight }));

const weighted = ({ authority, weight = 0 }: Override, port: number): WeightedAuthority => ({
  authority: /:\d+$/.test(authority) ? authority : `${authority}:${port}`,
  units: unitsOf(weight),
});

/** Equal for overrides that send the same shares to the same places. */
function sharesIn(overrides: readonly WeightedAuthority[]): string {
  const total = overrides.reduce((sum, { units }) => sum + units, 0);
  const positive = overrides.filter(({ units }) => units > 0);
  return positive
    .map(({ authority, units }) => `${authority} ${Fraction.of(units, total).toString()}`)
    .sort()
    .join();
}

/** The splits of a Service that its mesh follows. */
export const splitsOf = (state: ClusterState, { splitApis }: MeshModel, namespace: string, name: string): readonly Split[] =>
  state.splitsFor(namespace, name).filter(({ manifest }) => splitApis.includes(manifest.apiVersion));

/** More than that the proxy cannot add up: it resets every connection (Linkerd proxy, August 2026, measured). */
export const MAX_UNITS = 2 ** 32 - 1;

/** Ten times the thousandths, in 32 bits: what does not fit is cut off, and what is below 0 becomes very large (linkerd2 2.20, `profile_translator.go`). */
export const unitsOfMilli = (milli: bigint): number => Number(BigInt.asUintN(32, milli * 10n));

const unitsOf = (weight: string | number): number => unitsOfMilli(milliValue(weight) ?? 0n);

/** The Service and port that an authority names; undefined if it is no name of a Service. */
export function serviceOfAuthority(
  authority: string,
): { readonly namespace: string; readonly service: string; readonly port: number } | undefined {
  const [, service, namespace, domain, port] = /^([^.:]+)\.([^.:]+)\.svc\.([^:]+):(\d+)$/.exec(authority) ?? [];
  if (service === undefined || namespace === undefined || domain !== CLUSTER_DOMAIN) return undefined;
  return { namespace, service, port: Number(port) };
}

/** `ServiceProfile shop/web.shop.svc.cluster.local`, or the split that the adaptor copies there. */
export const routingName = ({ profile, splits: [split] }: ProfileRouting): string =>
  split ? nameOf(split.manifest) : profile ? nameOf(profile.manifest) : '';
