import type { HTTPRouteGroupV1Alpha4, TrafficTargetV1Alpha3 } from '../../imports';
import { Manifest } from '../mesh';
import { escapeRegex } from '../mesh/regex';
import { isWithin, NamedRule } from './access-rule';

/** What an access control is about, checked. */
export interface SmiAccess {
  readonly name: string;
  readonly namespace?: string;
  readonly serviceAccount: string;
  readonly rules: readonly NamedRule[];
}

/** The manifests of an access control for a mesh that implements SMI. */
export interface SmiManifests {
  readonly httpRouteGroup: Manifest<HTTPRouteGroupV1Alpha4>;
  readonly trafficTargets: readonly Manifest<TrafficTargetV1Alpha3>[];
}

/**
 * One group with a match for each path of each rule, and one target for each rule.
 *
 * @throws if a path lies below that of another rule, whose clients would reach it too: SMI only ever adds permissions
 */
export function smiAccess({ name, namespace, serviceAccount, rules }: SmiAccess): SmiManifests {
  rules.forEach((rule) => rules.filter((other) => other !== rule).forEach((other) => refuseNesting(rule, other)));
  const metadata = { name, namespace };
  const account = (of: string, accountNamespace = namespace) => ({
    kind: 'ServiceAccount',
    name: of,
    ...(accountNamespace === undefined ? {} : { namespace: accountNamespace }),
  });
  return {
    httpRouteGroup: {
      apiVersion: 'specs.smi-spec.io/v1alpha4',
      kind: 'HTTPRouteGroup',
      metadata,
      spec: { matches: rules.flatMap(matchesOf) },
    },
    trafficTargets: rules.map((rule) => ({
      apiVersion: 'access.smi-spec.io/v1alpha3',
      kind: 'TrafficTarget',
      metadata: { name: `${name}-${rule.name}`, namespace },
      spec: {
        destination: account(serviceAccount),
        rules: [{ kind: 'HTTPRouteGroup', name, matches: matchesOf(rule).map((match) => match.name) }],
        sources: rule.clients.map((client) => account(client.serviceAccount, client.namespace)),
      },
    })),
  };
}

function matchesOf({ name, paths, methods }: NamedRule): HTTPRouteGroupV1Alpha4['spec']['matches'] {
  return paths.map((path, index) => ({
    // A dot is in no name of a rule, so no two matches have one name.
    name: index === 0 ? name : `${name}.${index + 1}`,
    // Routers of some meshes refuse groups that capture.
    pathRegex: path === '/' ? '/.*' : `${escapeRegex(path)}(?:/.*)?`,
    methods: methods ? [...methods] : ['*'],
  }));
}

function refuseNesting(rule: NamedRule, other: NamedRule): void {
  const inner = rule.paths.find((path) => other.paths.some((outer) => path !== outer && isWithin(path, outer)));
  if (inner === undefined) return;
  throw new Error(
    `path ${inner} of rule ${rule.name} must not lie below one of rule ${other.name}: with SMI the clients of ${other.name} would reach it too`,
  );
}
