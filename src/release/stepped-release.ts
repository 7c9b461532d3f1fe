import { Construct } from 'constructs';
import { MeshChart } from '../mesh';
import { show } from '../mesh/input';
import type { Plan } from '../plan/plan';
import { Delivery } from './delivery';
import type { Gate } from './gate';
import { ReleaseBundle, ReleaseBundleProps, ReleaseState } from './release-bundle';
import { namespaceOf, ReleaseChartProps, stateChart } from './step-chart';

/** What every kind of release can be told. */
export interface SteppedReleaseProps extends ReleaseChartProps {
  /**
   * The tool that deploys it.
   *
   * @default Delivery.kubectl()
   */
  readonly delivery?: Delivery;
}

/** A state that is to be made. */
export interface Stage {
  readonly name: string;
  readonly what: string;
  /** Why there is no simple way back from it. */
  readonly irreversible?: string;
  readonly gates?: readonly Gate[];
}

/** What a release is, when its states are made. */
export interface Outline {
  readonly summary: string;
  /** The Service that clients call. */
  readonly service: string;
  /** The Deployment whose metrics gates ask for. */
  readonly deployment: string;
  /** The name of the state that is deployed now. */
  readonly current: string;
  readonly given?: ReleaseBundleProps['given'];
  readonly conditions: readonly string[];
  readonly adopts?: boolean;
}

/** A series of states, each of which is a folder that any deploy tool can apply, with a pointer to the current one, a way back and a plan. */
export abstract class SteppedRelease<S extends ReleaseState, N extends string> extends Construct {
  private readonly states = new Map<string, S>();
  private bundle?: ReleaseBundle;

  /** The states in their order. */
  public get steps(): readonly S[] {
    return [...this.states.values()].filter(({ name }) => name !== ROLLBACK);
  }

  /** The state to go back to. */
  public get rollback(): S {
    return this.state(ROLLBACK);
  }

  /**
   * A state by its name.
   *
   * @throws if there is no such state; the message lists those that there are
   */
  public step(name: N): S {
    return this.state(name);
  }

  /**
   * Who receives what at each step, in each moment between and on the way back, by each tool.
   *
   * It takes a moment: every state between two steps is tried.
   */
  public plan(): Plan {
    if (!this.bundle) throw new Error(`release ${this.node.path} has no states`);
    return this.bundle.plan();
  }

  /**
   * Makes all states.
   *
   * @internal
   */
  protected _make(
    props: SteppedReleaseProps,
    stages: readonly Stage[],
    build: (chart: MeshChart, state: ReleaseState) => S,
    outline: (release: this) => Outline,
  ): void {
    const { delivery = Delivery.kubectl() } = props;
    const steps = stages.filter(({ name }) => name !== ROLLBACK).map(({ name }) => name);
    const folders = stepFolders(steps);
    const made = stages.map((stage) => {
      const { name, what } = stage;
      const folder = folders[steps.indexOf(name)] ?? name;
      const chart = stateChart(this, folder.replace('steps/', ''), props, delivery);
      const state = build(chart, { name, folder, what, chart });
      this.states.set(name, state);
      return { ...stage, ...state };
    });
    const { deployment, current, ...rest } = outline(this);
    const namespace = namespaceOf(this, props);
    this.bundle = new ReleaseBundle(this, {
      ...rest,
      ...{ namespace, delivery },
      steps: made
        .filter(({ name }) => name !== ROLLBACK)
        .map((step) => ({ ...step, gates: (step.gates ?? []).map((gate) => gate._toPlan({ namespace, deployment })) })),
      rollback: this.rollback,
      current: this.state(current),
    });
  }

  private state(name: string): S {
    const found = this.states.get(name);
    if (found) return found;
    throw new Error(`the state must be one of ${[...this.states.keys()].join(', ')}; got ${show(name)}`);
  }
}

/** The state that is no step. */
export const ROLLBACK = 'rollback';

/** Folders in the order of their steps. */
function stepFolders(names: readonly string[]): string[] {
  const width = Math.max(2, String((names.length - 1) * 10).length);
  return names.map((name, index) => `steps/${String(index * 10).padStart(width, '0')}-${name}`);
}
