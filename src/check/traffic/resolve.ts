import { Fraction } from '../fraction';
import { nameOf } from '../manifest';
import type { MeshModel } from '../mesh/mesh-model';
import type { ClusterState } from '../state/cluster-state';
import { type Endpoint, endpointsOf } from '../state/endpoints';
import { ruleFor, undecidedPattern } from './match';
import { type Apex, type Outbound, outboundOf, type OutboundBackend, routeName } from './outbound';
import { MAX_UNITS, type ProfileRouting, profileRoutingOf, routingName, serviceOfAuthority, splitsOf } from './profile-routing';
import type { Request } from './request';
import { type Traffic, TrafficBuilder } from './traffic';

/** How an apex is routed, whatever the request. */
export interface Routing {
  readonly apex: Apex;
  readonly profile?: ProfileRouting;
  readonly outbound: Outbound;
}

/** What decides about the requests to an apex. */
export function routingOf(state: ClusterState, mesh: MeshModel, apex: Apex): Routing {
  const profile = profileRoutingOf(state, mesh, apex);
  return { apex, outbound: outboundOf(state, mesh, apex), ...(profile && { profile }) };
}

/** Who receives a request. */
export function resolve(state: ClusterState, mesh: MeshModel, routing: Routing, request: Request): Traffic {
  return new Resolver(state, mesh, routing, request).resolve();
}

class Resolver {
  private readonly traffic = new TrafficBuilder();

  constructor(
    private readonly state: ClusterState,
    private readonly mesh: MeshModel,
    private readonly routing: Routing,
    private readonly request: Request,
  ) {}

  resolve(): Traffic {
    this.decide();
    return this.traffic.build();
  }

  private decide(): void {
    const { apex, profile, outbound } = this.routing;
    const { service } = apex;
    if (service.type === 'external-name') {
      return this.traffic.lose('unknown', Fraction.ONE, `${nameOf(service.manifest)} is a name for something outside of the cluster`);
    }
    if (service.type === 'headless') {
      this.traffic.explain(`${nameOf(service.manifest)} is headless: clients call its pods, and no route holds`);
      return this.toApex();
    }
    if (!this.mesh.hasProfiles && this.mesh.splitApis.length > 0) return this.bySplit();
    if (profile?.decides) return this.byProfile(profile);
    if (outbound.protocol === 'opaque')
      this.traffic.explain(`port ${apex.port.number} of ${nameOf(service.manifest)} carries no HTTP to the mesh`);
    if (outbound.routes.length === 0) return this.toApex();
    this.byRoute(outbound);
  }

  private byProfile(profile: ProfileRouting): void {
    const { outbound } = this.routing;
    const overrides = profile.overrides.filter(({ units }) => units > 0);
    if (profile.isContested) {
      const names = profile.splits.map(({ manifest }) => nameOf(manifest)).join(' and ');
      return this.traffic.lose(
        'unknown',
        Fraction.ONE,
        `${names} are for the same Service: the one that the SMI adaptor writes last holds, which changes by itself`,
      );
    }
    this.traffic.explain(routingName(profile));
    const beaten = outbound.routes.map(({ route }) => routeName(route));
    if (beaten.length > 0) this.traffic.explain(`${beaten.join(', ')} ${beaten.length > 1 ? 'do' : 'does'} not hold beside it`);
    if (overrides.length === 0) return this.toApex();
    const total = overrides.reduce((sum, { units }) => sum + units, 0);
    if (total > MAX_UNITS) {
      return this.traffic.lose('nothing', Fraction.ONE, `the weights of ${routingName(profile)} are too large for the proxy to add up`);
    }
    for (const { authority, units } of overrides) {
      const share = Fraction.of(units, total);
      const target = serviceOfAuthority(authority);
      if (target) this.deliver(target, share);
      else this.traffic.lose('unknown', share, `${authority} is no name of a Service`);
    }
  }

  /** On a mesh that follows TrafficSplits itself. */
  private bySplit(): void {
    const { service, port } = this.routing.apex;
    const splits = splitsOf(this.state, this.mesh, service.namespace, service.name);
    const [split] = splits;
    if (!split) return this.toApex();
    if (splits.length > 1 || split.hasMatches) {
      const why = splits.length > 1 ? 'are for the same Service' : 'is for some requests only';
      return this.traffic.lose('unknown', Fraction.ONE, `${splits.map(({ manifest }) => nameOf(manifest)).join(' and ')} ${why}`);
    }
    this.traffic.explain(nameOf(split.manifest));
    this.distribute(
      split.backends.map(({ service: name, weight }) => ({
        ...{ namespace: service.namespace, service: name, port: port.number },
        weight: Math.max(0, Number.parseFloat(String(weight)) || 0),
      })),
    );
  }

  private byRoute({ routes }: Outbound): void {
    const pattern = undecidedPattern(routes);
    if (pattern !== undefined)
      return this.traffic.lose('unknown', Fraction.ONE, `what ${JSON.stringify(pattern)} matches is not known here`);
    const taken = ruleFor(routes, this.request, this.mesh);
    if (!taken) {
      const names = routes.map(({ route }) => routeName(route)).join(', ');
      return this.traffic.lose('notFound', Fraction.ONE, `no rule of ${names} matches`);
    }
    const { route, rule, index } = taken;
    const name = `${routeName(route.route)} rule ${index + 1}`;
    this.traffic.explain(name);
    if (rule.backends === 'apex') return this.toApex();
    if (rule.backends === 'redirect') return this.traffic.lose('unknown', Fraction.ONE, `${name} redirects the client`);
    this.distribute(rule.backends);
  }

  private distribute(backends: readonly OutboundBackend[]): void {
    const [only] = backends;
    const isSingle = backends.length === 1 && this.mesh.singleZero === 'everything';
    const total = backends.reduce((sum, { weight }) => sum + weight, 0);
    if (only && isSingle) return this.toBackend(only, Fraction.ONE);
    if (total === 0) return this.traffic.lose('nothing', Fraction.ONE, 'all weights are 0');
    for (const backend of backends) if (backend.weight > 0) this.toBackend(backend, shareOf(backend.weight, total));
  }

  private toBackend(backend: OutboundBackend, share: Fraction): void {
    if ('invalid' in backend) this.traffic.lose('nothing', share, backend.invalid);
    else this.deliver(backend, share);
  }

  private toApex(): void {
    const { service, port } = this.routing.apex;
    this.deliver({ namespace: service.namespace, service: service.name, port: port.number }, Fraction.ONE);
    this.traffic.explain(nameOf(service.manifest));
  }

  private deliver(to: { readonly namespace: string; readonly service: string; readonly port: number }, share: Fraction): void {
    const service = this.state.service(to.namespace, to.service);
    const name = `Service ${to.namespace}/${to.service}`;
    if (!service) {
      const [fate, why] = this.state.isComplete
        ? (['nothing', `there is no ${name}`] as const)
        : (['unknown', `${name} is not in the input`] as const);
      return this.traffic.lose(fate, share, why);
    }
    const endpoints = endpointsOf(this.state, service, to.port);
    if ('unknown' in endpoints) return this.traffic.lose('unknown', share, endpoints.unknown);
    const pods = endpoints.reduce((sum, each) => sum + each.pods, 0);
    if (pods === 0) return this.traffic.lose('nothing', share, `${name} port ${to.port} has no pods`);
    const isOnService = service.ports.some(({ number }) => number === to.port);
    for (const endpoint of endpoints) {
      const part = share.times(Fraction.of(endpoint.pods, pods));
      if (isOnService || endpoint.isDeclared)
        this.traffic.give({ namespace: to.namespace, service: to.service, port: to.port, ...receiverOf(endpoint), share: part });
      else
        this.traffic.lose(
          'nothing',
          part,
          `${name} has no port ${to.port}, and no container of ${endpoint.workload?.name ?? endpoint.address} declares it`,
        );
    }
  }
}

const receiverOf = ({ workload, version }: Endpoint) => ({
  ...(workload && { workload: { kind: workload.kind, name: workload.name } }),
  ...(version !== undefined && { version }),
});

/** Weights need not be whole. */
const shareOf = (weight: number, total: number): Fraction => Fraction.of(Math.round(weight * 1e6), Math.round(total * 1e6));
