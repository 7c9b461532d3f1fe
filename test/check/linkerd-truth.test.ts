import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { admit } from '../../src/check/admission/admission';
import { Fraction } from '../../src/check/fraction';
import { type Manifest, manifestOf } from '../../src/check/manifest';
import { meshModel } from '../../src/check/mesh/mesh-model';
import { ClusterState } from '../../src/check/state/cluster-state';
import { endpointsOf } from '../../src/check/state/endpoints';
import { GATEWAY_API, type Route, type RouteMatch } from '../../src/check/state/route';
import { isService, statusOf } from '../../src/check/traffic/attachment';
import { type OutboundRule } from '../../src/check/traffic/outbound';
import { reliabilityOf } from '../../src/check/traffic/reliability';
import { PLAIN_REQUEST } from '../../src/check/traffic/request';
import { resolve, type Routing, routingOf } from '../../src/check/traffic/resolve';
import { readYaml } from '../../src/yaml/read';
import type { Answer, Apex, Rule } from './truth/answer';

const FOLDER = join(__dirname, 'truth', 'linkerd');
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length));

/** The mesh that was asked had these opaque ports. */
const MESH = { ...meshModel('linkerd-2.20'), opaquePorts: [25, 3306] };

/** Which nodes there are is no part of a state, so pods that wait for one are left out of the comparison. */
const WAITS_FOR_NODE = /has no pods only because no node/;

const answerOf = (name: string): Answer => JSON.parse(readFileSync(join(FOLDER, `${name}.answer.json`), 'utf8')) as Answer;

const manifestsOf = (name: string): Manifest[] =>
  readYaml(readFileSync(join(FOLDER, `${name}.yaml`), 'utf8')).flatMap((object) => manifestOf(object) ?? []);

describe.each(NAMES)('%s', (name) => {
  const answer = answerOf(name);
  const { accepted, refused } = admit(manifestsOf(name), MESH);
  const state = new ClusterState(accepted, true);
  const omitted = answer.apexes.map(({ sharesOmitted = '' }) => sharesOmitted).join();

  const routingTo = ({ service: key, port: number, client }: Apex): Routing => {
    const [namespace = '', service = ''] = key.split('/');
    const found = state.service(namespace, service);
    const port = found?.ports.find((each) => each.number === number);
    if (!found || !port) throw new Error(`the state has no ${key}:${number}`);
    return routingOf(state, MESH, { service: found, port, client });
  };

  test('what is refused, and by whom', () => {
    const ours = refused.map(({ by, manifest: { kind, namespace, name: object } }) => `${kind}/${namespace}/${object} by ${by}`);
    expect([...new Set(ours)]).toEqual(answer.rejected.map(({ object, by }) => `${object} by ${by}`));
  });

  test('the pods behind each Service port', () => {
    if (WAITS_FOR_NODE.test(omitted)) return;
    for (const [key, theirs] of Object.entries(answer.endpoints)) {
      const [, namespace = '', service = '', port] = /^(.*)\/(.*):(\d+)$/.exec(key) ?? [];
      const found = state.service(namespace, service);
      const ours = found ? endpointsOf(state, found, Number(port)) : [];
      if ('unknown' in ours) throw new Error(`${key}: ${ours.unknown}`);
      const seen = ours.map((each) => [each.workload?.name ?? `address ${each.address}`, each.version, each.pods, each.port].join(' '));
      const expected = 'error' in theirs ? [] : theirs.map((each) => [each.workload, each.version, each.pods, each.port].join(' '));
      expect([key, ...seen.sort()]).toEqual([key, ...expected.sort()]);
    }
  });

  const asked = answer.apexes.map((apex) => [`${apex.service}:${apex.port} from ${apex.client}`, apex] as const);

  test.each(asked.filter(([, { profile }]) => profile))('the profile of %s', (_, apex) => {
    const { profile } = routingTo(apex);
    const [namespace, service] = apex.service.split('/');
    const adapted = profile && `${namespace}/${service}.${namespace}.svc.cluster.local`;
    // Of two writers the answer shows the last one, at that moment.
    const writers = (profile?.splits.length ?? 0) + Math.min(1, profile?.profile?.overrides.length ?? 0);
    expect({
      name: profile?.profile ? `${profile.profile.namespace}/${profile.profile.name}` : adapted,
      routes: profile?.profile?.routes ?? [],
      dstOverrides:
        writers > 1 ? apex.profile?.dstOverrides : (profile?.overrides ?? []).map(({ authority, units }) => ({ authority, weight: units })),
    }).toEqual({
      name: apex.profile?.name,
      routes: apex.profile?.routes.map((route) => (typeof route === 'string' ? route : route.name)),
      dstOverrides: apex.profile?.dstOverrides,
    });
  });

  test.each(asked.filter(([, { protocol }]) => protocol))('the routes, rules and backends of %s', (_, apex) => {
    const { outbound, apex: ours } = routingTo(apex);
    expect(outbound.protocol).toBe(apex.protocol);
    const theirs = (apex.http ?? apex.grpc ?? apex.opaque ?? []).filter(({ route }) => route !== 'default');
    expect(
      outbound.routes.map(({ route, rules }) => ({
        route: nameOf(route),
        rules: rules.map((rule, index) => ({
          matches: rule.matches.map(matchInTheirForm),
          ...backendsInTheirForm(rule, apex),
          filters: filtersInTheirForm(route.rules[index]?.filters ?? []),
          ...reliabilityInOneForm(reliabilityOf(ours.service, route, route.rules[index])),
        })),
      })),
    ).toEqual(theirs.map(({ route, rules }) => ({ route, rules: rules.map(ruleInOneForm) })));
    if (theirs.length === 0 && apex.http) {
      const [rule] = apex.http.flatMap(({ rules }) => rules);
      expect(reliabilityInOneForm(reliabilityOf(ours.service))).toEqual(reliabilityInOneForm(inMilliseconds(rule)));
    }
    const maxFailures = apex.failureAccrual?.consecutiveFailures.maxFailures;
    expect(reliabilityOf(ours.service).failureAccrual?.maxFailures).toBe(maxFailures);
  });

  test.each(asked.filter(([, { shares }]) => shares))('who receives GET / of %s', (_, apex) => {
    const { shares = [] } = apex;
    const traffic = resolve(state, MESH, routingTo(apex), PLAIN_REQUEST);
    if (shares === '404') {
      expect(traffic.notFound.toString()).toBe('1');
      return;
    }
    // Whether their pods listen there, the answers do not say.
    const known = shares.filter(({ portNotOnService }) => !portNotOnService);
    const total = new Map<string, Fraction>();
    for (const { namespace, service, port, share } of traffic.to) {
      const key = `${namespace}/${service}:${port}`;
      if (shares.some((each) => each.portNotOnService && `${each.service}:${each.port}` === key)) continue;
      total.set(key, (total.get(key) ?? Fraction.ZERO).plus(share));
    }
    const received = known.filter(({ service, noEndpoints }) => service !== undefined && !noEndpoints);
    expect(Object.fromEntries([...total].map(([key, share]) => [key, share.toString()]))).toEqual(
      Object.fromEntries(received.map(({ service, port, share }) => [`${service}:${port}`, share])),
    );
    if (known.length < shares.length) return;
    const lost = known.filter(({ invalid, noEndpoints }) => invalid !== undefined || noEndpoints).map(({ share }) => fraction(share));
    expect(traffic.nothing.toString()).toBe(Fraction.sum(lost).toString());
  });

  test('what Linkerd says of each route', () => {
    const ours = state.routes.flatMap((route) =>
      route.parents
        .filter((parent) => isService(MESH, parent))
        .flatMap((parent) => {
          const status = statusOf(state, MESH, { route, parent });
          return status
            ? [{ route: nameOf(route), parent: `${parent.namespace}/${parent.name}${parent.port ? `:${parent.port}` : ''}`, ...status }]
            : [];
        }),
    );
    const theirs = answer.routeStatus
      .filter(({ parent }) => parent !== null)
      .map(({ route, parent, accepted: says = '', resolvedRefs = '' }) => ({
        ...{ route, parent: parent?.replace(/^core\/Service\//, ''), isResolved: resolvedRefs.startsWith('True') },
        ...(!says.startsWith('True') && { refused: says.includes('ClusterIP') ? 'no-cluster-ip' : says }),
      }));
    const byText = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    expect(ours.sort(byText)).toEqual(theirs.sort(byText));
  });
});

function fraction(text: string): Fraction {
  const [part = '', whole = '1'] = text.split('/');
  return Fraction.of(BigInt(part), BigInt(whole));
}

const nameOf = ({ manifest: { group }, kind, namespace, name }: Route): string =>
  `${group === GATEWAY_API ? '' : `${group}/`}${kind}/${namespace}/${name}`;

const PATH = { Exact: 'exact', PathPrefix: 'prefix', RegularExpression: 'regex' } as const;

function matchInTheirForm({ path, method, headers, rpc }: RouteMatch): object {
  return {
    ...(path && { path: { [PATH[path.type]]: path.value } }),
    ...(method !== undefined && { method }),
    ...(headers.length > 0 && { headers: headers.map(({ type, name, value }) => ({ name, [PATH[type]]: value })) }),
    ...(rpc && {
      rpc: { ...(rpc.service !== undefined && { service: rpc.service }), ...(rpc.method !== undefined && { method: rpc.method }) },
    }),
  };
}

function backendsInTheirForm({ backends }: OutboundRule, { service, port }: Apex): object {
  if (typeof backends === 'string') return { distribution: 'first', backends: [`${service}:${port}`] };
  const texts = backends.map((each) =>
    'invalid' in each ? `invalid ${each.weight}` : `${each.namespace}/${each.service}:${each.port} ${each.weight}`,
  );
  return { distribution: 'random', backends: texts };
}

const FILTERS: Readonly<Record<string, string>> = {
  redirect: 'RequestRedirect',
  responseHeaderModifier: 'ResponseHeaderModifier',
  requestHeaderModifier: 'RequestHeaderModifier',
};

const filtersInTheirForm = (types: readonly string[]): readonly string[] => types;

function ruleInOneForm(rule: Rule): object {
  const { matches = [], distribution, backends = [], filters = [] } = rule;
  const texts = backends.map(({ service, port, weight, invalid }) =>
    invalid ? `invalid ${weight}` : `${service}:${port}${weight === undefined ? '' : ` ${weight}`}`,
  );
  return {
    ...{ matches, distribution, backends: texts },
    filters: filters.flatMap((filter) => Object.keys(filter)).map((key) => FILTERS[key] ?? key),
    ...reliabilityInOneForm(inMilliseconds(rule)),
  };
}

/** `0.300s` and `90s`, in milliseconds. */
const milliseconds = (text: string): number => Math.round(Number(text.replace(/s$/, '')) * 1000);

function inMilliseconds(rule: Rule | undefined): ReturnType<typeof reliabilityOf> {
  const { retry, timeouts } = rule ?? {};
  return {
    ...(retry && {
      retry: {
        limit: retry.limit,
        statuses: retry.statuses ?? [],
        grpc: [],
        ...(retry.timeout && { timeout: milliseconds(retry.timeout) }),
      },
    }),
    ...(timeouts && { timeouts: Object.fromEntries(Object.entries(timeouts).map(([name, text]) => [name, milliseconds(text)])) }),
  };
}

const reliabilityInOneForm = ({ retry, timeouts }: ReturnType<typeof reliabilityOf>): object => ({ retry, timeouts });
