import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { VersionedService } from '../service';
import { routed, RoutingProps } from './routed';
import { versionBackends, versionWeights } from './version-weights';
import { Percentages, percentWeights, promote, shift, Weights } from './weights';

/** The service that is split. */
export interface CanarySplitService<V extends string> extends RoutingProps {
  /** The service. Its versions are the names that weights may use. */
  readonly service: VersionedService<V>;
}

/** Shares as whole numbers. */
export interface SplitByWeights<V extends string> extends CanarySplitService<V> {
  /** The weight of each version: its share of the sum. The stable one must be named; others that are not named receive nothing. */
  readonly weights: Weights<NoInfer<V>>;
  readonly percent?: undefined;
}

/** Shares in percent. */
export interface SplitByPercent<V extends string> extends CanarySplitService<V> {
  /** The percentage of each version; the stable one has what is left of 100. */
  readonly percent: Percentages<NoInfer<V>>;
  readonly weights?: undefined;
}

/** What is split, and how: by weights or in percent. */
export type CanarySplitProps<V extends string> = SplitByWeights<V> | SplitByPercent<V>;

/**
 * Gives each version of a service a share of its traffic.
 *
 * Which object says so depends on the mesh of the chart: a TrafficSplit, an HTTPRoute for each port, or a ServiceProfile with `dstOverrides`. All of them
 * are decided by the client's proxy, for requests that name the apex Service.
 */
export class CanarySplit<V extends string = string> extends Construct {
  /** The objects that are written: one, or one for each port where the API is that of HTTPRoutes. */
  public readonly objects: readonly ApiObject[];

  private readonly service: VersionedService<V>;
  private readonly current: ReadonlyMap<V, number>;

  /**
   * @throws if a weight or version is none, all weights are 0, the mesh does not honour the API, or another construct already decides about the traffic of the
   * service
   */
  constructor(scope: Construct, id: string, props: CanarySplitProps<V>) {
    super(scope, id);
    const { service } = props;
    this.service = service;
    this.current = sharesOf(props);
    this.objects = routed(this, props, {
      apex: service.toServiceRef(),
      backends: versionBackends(service, this.current),
      matches: [],
      otherwise: [],
    });
  }

  /** The weights of this split. */
  public get weights(): Weights<V> {
    return record(this.current);
  }

  /**
   * The weights of the next state, in which a version has a share of the traffic in percent and the others keep their proportions. This split stays as it
   * is.
   *
   * @throws if there is no such version, or the share is no whole number from 0 to 100
   */
  public shift(to: V, percent: number): Weights<V> {
    this.service.version(to);
    return record(shift(this.current, to, percent, this.service.stable));
  }

  /**
   * The weights of the state in which a version has all traffic. The others stay, with 0, so that `revert` is a change of weights again.
   *
   * @throws if there is no such version
   */
  public promote(to: V): Weights<V> {
    this.service.version(to);
    return record(promote(this.current, to));
  }

  /** The weights of the state in which the stable version has all traffic again. */
  public revert(): Weights<V> {
    return this.promote(this.service.stable);
  }
}

function record<V extends string>(weights: ReadonlyMap<V, number>): Weights<V> {
  return Object.fromEntries(weights) as Weights<V>;
}

function sharesOf<V extends string>({ service, weights, percent }: CanarySplitProps<V>): Map<V, number> {
  if (percent !== undefined && weights === undefined) return percentWeights<V>(percent, service.stable);
  if (weights === undefined || percent !== undefined) throw new Error('give either weights or percent, and not both');
  return versionWeights<V>('weights', service, weights);
}
