import { Construct } from 'constructs';
import { oneOf, show } from '../mesh/input';
import { VersionedService, VersionedServiceProps } from '../service';
import type { NewVersionProps } from '../service/version-props';
import { CanarySplit, RoutingProps, Weights } from '../traffic';
import type { ReleaseState } from './release-bundle';
import { ROLLBACK, Stage, SteppedRelease, SteppedReleaseProps } from './stepped-release';
import { ReleaseStage, WeightStep, weightSteps } from './weight-step';

/** A service that is released: a `VersionedService` of which each state makes its own. */
export interface ReleasedService<V extends string> extends Omit<VersionedServiceProps<V>, 'stable' | 'versions' | 'apex'> {
  /** Its versions by name. Those that a release is not about play no part in it. */
  readonly versions: Readonly<Record<V, NewVersionProps>>;
}

/** What is released, and how. */
export interface ReleaseProps<V extends string, W extends number> extends SteppedReleaseProps {
  /** The service. Its name is the id of the release, unless it has another. */
  readonly service: ReleasedService<V>;
  /** The version that serves now. */
  readonly from: NoInfer<V>;
  /** The version that is to serve. */
  readonly to: NoInfer<V>;
  /** The shares of the new version in whole percent, growing. 0 and 100 are there whether they are named or not. */
  readonly steps: readonly (W | WeightStep<W>)[];
  /**
   * The state that `current` points at: the line to change for the next step, or for the way back.
   *
   * @default 'baseline'
   */
  readonly current?: ReleaseStage<NoInfer<W>>;
  /**
   * The object that splits the traffic. It is there from the first step on, and stays.
   *
   * @default - named as the service, with the API that the mesh prefers, for all ports
   */
  readonly split?: RoutingProps;
  /**
   * Adds to each state what else belongs to it: an Ingress, a ConfigMap, your own constructs. A tool that prunes deletes what is in one state and not in the next.
   *
   * @default - nothing
   */
  readonly also?: (step: ReleaseStep<V>) => void;
}

/** A state of a canary release, as constructs. */
export interface ReleaseStep<V extends string = string> extends ReleaseState {
  readonly service: VersionedService<V>;
  readonly split: CanarySplit<V>;
}

/**
 * A canary release as a series of states, each of which is a folder that any deploy tool can apply: the version that serves, beside it the new one without traffic, its
 * share step by step, the new one as the stable version, and the old one gone. With them come a pointer to the current state, a way back, and a plan that says who receives what
 * at each step and at each moment between.
 *
 * Traffic moves and pods go away never in the same step, so that no order of a deploy tool can lose requests.
 */
export class Release<V extends string = string, W extends number = number> extends SteppedRelease<ReleaseStep<V>, ReleaseStage<W>> {
  /**
   * @throws if a version is none, both are the same, the steps do not grow, no namespace is known, or something of the service is none that Kubernetes accepts
   */
  constructor(scope: Construct, id: string, props: ReleaseProps<V, W>) {
    super(scope, id);
    const { from, to } = props;
    const known = Object.keys(props.service.versions) as V[];
    oneOf('from', from, known);
    oneOf('to', to, known);
    if (from === to) throw new Error(`from and to must be two versions, got ${show(from)} for both`);

    const weights = weightSteps(props.steps);
    const shapes = new Map<string, Shape<V>>([
      ['baseline', { versions: [from], stable: from, weights: all(from) }],
      ...weights.map(({ weight }) => [canary(weight), shared(from, to, weight, from)] as const),
      ['promote', shared(from, to, 100, to)],
      ['cleanup', { versions: [to], stable: to, weights: all(to) }],
      [ROLLBACK, shared(from, to, 0, from)],
    ]);
    this._make(
      props,
      stagesOf(from, to, weights),
      (chart, state) => {
        const { versions, stable, weights: shares } = shapes.get(state.name) ?? shared(from, to, 0, from);
        const chosen = Object.fromEntries(versions.map((version) => [version, props.service.versions[version]]));
        const service = new VersionedService<V>(chart, id, {
          ...props.service,
          versions: chosen as Record<V, NewVersionProps>,
          stable,
        });
        const split = new CanarySplit<V>(chart, 'split', { name: service.serviceName, ...props.split, service, weights: shares });
        const step = { ...state, service, split };
        props.also?.(step);
        return step;
      },
      ({ rollback: { service } }) => ({
        summary: `${service.serviceName} goes from version ${from} to ${to}.`,
        service: service.serviceName,
        deployment: service.version(to).deployment.name,
        current: props.current ?? 'baseline',
        conditions: [
          `Version ${from} is deployed by a release already, or nothing serves as ${service.serviceName}: what serves without one is taken over by an Adoption first.`,
        ],
      }),
    );
  }
}

/** Which versions there are, which one is stable, and who receives which share. */
interface Shape<V extends string> {
  readonly versions: readonly V[];
  readonly stable: V;
  readonly weights: Weights<V>;
}

const all = <V extends string>(version: V): Weights<V> => ({ [version]: 100 }) as Weights<V>;

const shared = <V extends string>(from: V, to: V, share: number, stable: V): Shape<V> => ({
  versions: [from, to],
  stable,
  weights: { [from]: 100 - share, [to]: share } as Weights<V>,
});

const canary = (weight: number): string => `canary-${weight}`;

function stagesOf(from: string, to: string, weights: readonly WeightStep[]): Stage[] {
  return [
    { name: 'baseline', what: `Version ${from} serves, and the split is there.` },
    ...weights.map(({ weight, gates = [] }) => ({
      name: canary(weight),
      what: weight === 0 ? `Version ${to} starts, and receives nothing.` : `Version ${to} receives ${weight} %.`,
      gates,
    })),
    { name: 'promote', what: `Version ${to} is the stable one, which receives what is not routed.` },
    {
      name: 'cleanup',
      what: `Version ${from} is gone.`,
      irreversible: `The pods of ${from} are gone: the way back is a release from ${to} to ${from}.`,
    },
    { name: ROLLBACK, what: `All traffic is on ${from} again, and the pods of ${to} stay to be looked at.` },
  ];
}
