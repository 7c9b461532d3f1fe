import { Construct } from 'constructs';
import { MeshChart } from '../mesh';
import { show } from '../mesh/input';
import { serviceRef, ServiceLike, ServiceRef } from '../service/service-ref';
import { RequestMatch } from '../traffic';
import { faultBackends, thousandths } from '../traffic/fault-share';
import { checkMatches } from '../traffic/request-match';
import { routed, RoutingProps } from '../traffic/routed';
import type { Gate } from './gate';
import type { ReleaseState } from './release-bundle';
import { ROLLBACK, Stage, SteppedRelease, SteppedReleaseProps } from './stepped-release';

/** A share of the requests that fail, and what must hold before the next step. */
export interface ShareStep<W extends number = number> {
  /** In percent, above 0 and at most 100, in steps of a tenth. */
  readonly share: W;
  /**
   * What must hold before the next step. That new pods are ready is always waited for.
   *
   * @default - none
   */
  readonly gates?: readonly Gate[];
}

/** The states of an experiment, by the names of their folders without the number. */
export type FaultStage<W extends number = number> = 'baseline' | 'injector' | `inject-${W}` | 'undo' | 'cleanup' | 'rollback';

/** Whose requests fail, and how. */
export interface FaultReleaseProps<W extends number> extends SteppedReleaseProps {
  /** The service that clients call: made for each state, or `existingService()`. */
  readonly service: (chart: MeshChart) => ServiceLike;
  /** Makes what answers instead, such as a `NginxFaultInjector`. Only states in which it is there ask for it. */
  readonly injector: (chart: MeshChart) => ServiceLike;
  /** The shares of requests that fail, in percent, in their order. */
  readonly steps: readonly (W | ShareStep<W>)[];
  /**
   * Which requests take part: those that match one of these. The others go where the Service sends them.
   *
   * @default - all
   */
  readonly match?: readonly RequestMatch[];
  /**
   * The state that `current` points at: the line to change for the next step, or for the end of the experiment.
   *
   * @default 'baseline'
   */
  readonly current?: FaultStage<NoInfer<W>>;
  /**
   * The object that splits the traffic.
   *
   * @default - named as the release, with the API that the mesh prefers, for all ports
   */
  readonly split?: RoutingProps;
  /**
   * Adds to each state what else belongs to it: a load generator, say.
   *
   * @default - nothing
   */
  readonly also?: (step: ReleaseState) => void;
}

/**
 * A fault experiment as a series of states, each of which is a folder that any deploy tool can apply: the split with nothing in it, the injector without traffic, a growing share of
 * requests that fail, none again, and nothing left of it. With them come a pointer to the current state, a way back, and a plan.
 *
 * The split is there before anything fails, and the injector goes only when it receives nothing: whatever the order in which things arrive, no request fails that shall not.
 */
export class FaultRelease<W extends number = number> extends SteppedRelease<ReleaseState, FaultStage<W>> {
  /** @throws if a share is none or given twice, the API of the mesh cannot do it, no namespace is known, or the injector is the service itself */
  constructor(scope: Construct, id: string, props: FaultReleaseProps<W>) {
    super(scope, id);
    const shares = shareSteps(props.steps);
    const matches = props.match === undefined ? [] : checkMatches(props.match);
    let name = '';
    this._make(
      props,
      stagesOf(shares),
      (chart, state) => {
        const apex = serviceRef(props.service(chart));
        name = apex.name;
        const isThere = state.name !== 'baseline' && state.name !== 'cleanup';
        const target = isThere ? this.injectorIn(chart, props, apex) : undefined;
        if (state.name !== 'cleanup') {
          const share = shares.find(({ share: each }) => inject(each) === state.name)?.share ?? 0;
          const backends = target ? faultBackends(apex, target, thousandths(share / 100, 0)) : [{ service: apex, weight: 100 }];
          const split = new Construct(chart, 'split');
          routed(split, { name: id, ...props.split }, { apex, backends, matches, otherwise: [] });
        }
        props.also?.(state);
        return state;
      },
      () => ({
        summary: `A share of the requests to ${name} fails, to see how its clients take it.`,
        service: name,
        deployment: name,
        current: props.current ?? 'baseline',
      }),
    );
  }

  /** Two of one name would be one: nothing would fail. */
  private injectorIn(chart: MeshChart, props: FaultReleaseProps<W>, apex: ServiceRef): ServiceRef {
    const target = serviceRef(props.injector(chart));
    if (target.name !== apex.name || (target.namespace ?? chart.namespace) !== (apex.namespace ?? chart.namespace)) return target;
    throw new Error(`injector must be another Service than the one that clients call, got ${show(apex.name)} for both`);
  }
}

const inject = (share: number): string => `inject-${share}`;

function shareSteps(steps: readonly (number | ShareStep)[]): ShareStep[] {
  const named = steps.map((step) => (typeof step === 'number' ? { share: step } : step));
  if (named.length === 0) throw new Error('steps must name at least one share in percent, got none; use [50], say');
  for (const { share } of named) checkShare(share);
  const twice = named.find(({ share }, index) => named.findIndex((each) => each.share === share) !== index);
  if (twice) throw new Error(`steps must name each share once, got ${twice.share} twice`);
  return named;
}

function checkShare(share: number): void {
  const tenths = Math.round(share * 10);
  if (tenths >= 1 && tenths <= 1000 && Math.abs(tenths - share * 10) < 1e-6) return;
  throw new Error(
    `a step must be a percentage above 0 and at most 100, in steps of 0.1, got ${show(share)}; use 50 for every second request`,
  );
}

function stagesOf(shares: readonly ShareStep[]): Stage[] {
  return [
    { name: 'baseline', what: 'The split is there, and every request is answered as before.' },
    { name: 'injector', what: 'The injector runs, and receives nothing.' },
    ...shares.map(({ share, gates = [] }) => ({ name: inject(share), what: `Of 100 requests, ${share} fail.`, gates })),
    { name: 'undo', what: 'Nothing fails any more; the injector receives nothing.' },
    { name: 'cleanup', what: 'Nothing is left of the experiment.' },
    { name: ROLLBACK, what: 'Nothing fails any more; the injector stays to be looked at.' },
  ];
}
