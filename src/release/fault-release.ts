import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { KubeObject } from '../bundle';
import { MeshChart } from '../mesh';
import { show } from '../mesh/input';
import { serviceRef, ServiceLike, ServiceRef } from '../service/service-ref';
import { RequestMatch } from '../traffic';
import { faultBackends, thousandths } from '../traffic/fault-share';
import { checkMatches } from '../traffic/request-match';
import { routed, RoutingProps } from '../traffic/routed';
import type { Gate } from './gate';
import type { ReleaseState } from './release-bundle';
import { namespaceOf } from './step-chart';
import { ROLLBACK, Stage, SteppedRelease, SteppedReleaseProps } from './stepped-release';

/** A share of the requests that fail, and what must hold before the next step. */
export interface FaultStep<W extends number = number> {
  /** The requests that fail, above 0 and at most 100 of 100, in steps of a tenth. */
  readonly percent: W;
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
  readonly steps: readonly (W | FaultStep<W>)[];
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
    const shares = faultSteps(props.steps);
    const matches = props.match === undefined ? [] : checkMatches(props.match);
    let ref: ServiceRef = { name: '', ports: [] };
    let isGiven = false;
    this._make(
      props,
      stagesOf(shares),
      (chart, state) => {
        const apex = serviceRef(props.service(chart));
        ref = apex;
        isGiven = !hasService(chart, apex.name);
        const isThere = state.name !== 'baseline' && state.name !== 'cleanup';
        const target = isThere ? this.injectorIn(chart, props, apex) : undefined;
        if (state.name !== 'cleanup') {
          const share = shares.find(({ percent }) => inject(percent) === state.name)?.percent ?? 0;
          const backends = target ? faultBackends(apex, target, thousandths(share / 100, 0)) : [{ service: apex, weight: 100 }];
          const split = new Construct(chart, 'split');
          routed(split, { name: id, ...props.split }, { apex, backends, matches, otherwise: [] });
        }
        props.also?.(state);
        return state;
      },
      () => ({
        summary: `A share of the requests to ${ref.name} fails, to see how its clients take it.`,
        service: ref.name,
        deployment: ref.name,
        current: props.current ?? 'baseline',
        ...(isGiven && { given: standIn(ref, namespaceOf(this, props)) }),
        conditions: isGiven ? [`Service ${ref.name} is there, and its pods answer.`] : [],
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

const hasService = (chart: MeshChart, name: string): boolean =>
  chart.node.findAll().some((each) => ApiObject.isApiObject(each) && each.kind === 'Service' && each.name === name);

/** A Service that exists, and pods behind it, for the plan alone: nothing more is known of them than that they answer. */
function standIn({ name, namespace, ports }: ServiceRef, home: string): KubeObject[] {
  const metadata = { name, namespace: namespace ?? home };
  const labels = { 'stands-for': name };
  const containers = [{ name, image: name, ports: ports.map(({ port }) => ({ containerPort: port })), readinessProbe: {} }];
  return [
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    },
  ];
}

const inject = (percent: number): string => `inject-${percent}`;

function faultSteps(steps: readonly (number | FaultStep)[]): FaultStep[] {
  const named = steps.map((step) => (typeof step === 'number' ? { percent: step } : step));
  if (named.length === 0) throw new Error('steps must name at least one share in percent, got none; use [50], say');
  for (const { percent } of named) checkPercent(percent);
  const twice = named.find(({ percent }, index) => named.findIndex((each) => each.percent === percent) !== index);
  if (twice) throw new Error(`steps must name each share once, got ${twice.percent} twice`);
  return named;
}

function checkPercent(percent: number): void {
  const tenths = Math.round(percent * 10);
  if (tenths >= 1 && tenths <= 1000 && Math.abs(tenths - percent * 10) < 1e-6) return;
  throw new Error(
    `a step must be a percentage above 0 and at most 100, in steps of 0.1, got ${show(percent)}; use 50 for every second request`,
  );
}

function stagesOf(shares: readonly FaultStep[]): Stage[] {
  return [
    { name: 'baseline', what: 'The split is there, and every request is answered as before.' },
    { name: 'injector', what: 'The injector runs, and receives nothing.' },
    ...shares.map(({ percent, gates = [] }) => ({ name: inject(percent), what: `Of 100 requests, ${percent} fail.`, gates })),
    { name: 'undo', what: 'Nothing fails any more; the injector receives nothing.' },
    { name: 'cleanup', what: 'Nothing is left of the experiment.' },
    { name: ROLLBACK, what: 'Nothing fails any more; the injector stays to be looked at.' },
  ];
}
