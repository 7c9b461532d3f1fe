import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct, IConstruct } from 'constructs';
import { BundleFile, BundleFolder, files, KubeObject, place, PlacedObject, toYaml } from '../bundle';
import { MeshApp, MeshChart, meshOf } from '../mesh';
import { folderName } from '../mesh/folder-name';
import { setOwnFolders } from '../mesh/own-folders';
import { placeChart } from '../mesh/synthesis';
import { warn, warningsOf } from '../mesh/warning';
import type * as Planning from '../plan';
import type { Plan, PlanGate } from '../plan/plan';
import type { PlannedState } from '../plan/plan-input';
import { chartFiles } from './helm-chart';
import type { Delivery } from './delivery';

/** A state of a release. */
export interface ReleaseState {
  /** `canary-10`. */
  readonly name: string;
  /** Below the folder of the release: `steps/20-canary-10`. */
  readonly folder: string;
  /** What it is for, in a sentence. */
  readonly what: string;
  readonly chart: MeshChart;
}

/** A state on the way. */
export interface BundleStep extends ReleaseState {
  readonly gates: readonly PlanGate[];
  readonly irreversible?: string;
}

/** What a release consists of. */
export interface ReleaseBundleProps {
  readonly summary: string;
  readonly namespace: string;
  /** The Service that clients call. */
  readonly service: string;
  readonly delivery: Delivery;
  readonly steps: readonly BundleStep[];
  readonly rollback: ReleaseState;
  readonly current: ReleaseState;
  /** Objects that are there all the time, and not of this release. @default - none */
  readonly given?: readonly KubeObject[];
  /** What its plan takes for granted. @default - what every plan does */
  readonly conditions?: readonly string[];
  /** Whether the first state is of objects that somebody else has deployed. @default false */
  readonly adopts?: boolean;
}

/** The folders of a release: all of its states, which one is current, and the plan. */
export class ReleaseBundle {
  constructor(
    private readonly construct: Construct,
    private readonly props: ReleaseBundleProps,
  ) {
    refuseSecond(construct, props);
    setOwnFolders(construct, { folders: () => this.folders(), inForce: props.current.chart });
    construct.node.addValidation({
      validate: () =>
        construct.node.root instanceof MeshApp ? [] : ['a release is written as folders of its own, which only a MeshApp does; use one'],
    });
  }

  /** The name of the folder. */
  get name(): string {
    return folderName(this.construct, 'release');
  }

  /** What the release does to requests. */
  plan(): Plan {
    const { makePlan } = planning();
    const { summary, namespace, service, delivery, steps, rollback, current, given = [], conditions = [], adopts = false } = this.props;
    return makePlan({
      ...{ name: this.name, summary, namespace, service, mesh: checkedMesh(this.construct), target: delivery.target },
      current: current.folder,
      steps: steps.map((step) => ({ ...step, ...stateOf(step) })),
      rollback: stateOf(rollback),
      teardown: this.teardown().map(({ object }) => object),
      ...{ given, conditions, means: { ...delivery._commands, adopts } },
    });
  }

  private folders(): BundleFolder[] {
    const { steps, rollback, current, delivery, namespace } = this.props;
    const { name } = this;
    const states = [...steps, rollback].map((state) => ({ ...state, placed: placeChart(state.chart) }));
    const charts = delivery.target === 'helm' ? states.flatMap((state) => chartFiles(name, state.folder, state.what, state.placed)) : [];
    const isEverEmpty = states.some(({ placed }) => placed.length === 0);
    const deliverer = delivery._deliverer({ name, namespace, isEverEmpty });
    const plan = this.plan();
    this.warnOfUnsafe(plan);
    this.warnOfJump(plan);
    return [
      ...states.map(({ folder, placed }) => ({ name: folder, files: files(placed) })),
      { name: 'current', files: [pointer(current.folder)] },
      { name: 'teardown', files: files(this.teardown()).filter((file) => file.name !== 'Kustomization') },
      ...charts,
      ...(deliverer ? [{ name: 'delivery', files: files(place([{ object: plainObject(deliverer), rank: 8000 }])) }] : []),
      { name: 'plan', files: planning().planFiles(plan) },
    ].map((folder) => ({ ...folder, name: `${name}/${folder.name}` }));
  }

  /** Every object of any state, without what it holds, so that nothing is made of it by mistake; the other way round than it was written. */
  private teardown(): PlacedObject[] {
    const { steps, rollback } = this.props;
    const all = [...steps, rollback].flatMap(({ chart }) => placeChart(chart));
    const byFile = new Map(all.map((placed) => [placed.file, placed]));
    return place(
      [...byFile.values()].map(({ object: { apiVersion, kind, metadata }, rank }) => {
        const { name, namespace } = metadata;
        return { object: { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) } }, rank: 10_999 - rank };
      }),
    );
  }

  /** What is deployed now says the pointer that is to be replaced; where there is none, as behind `cdk8s synth`, nothing is known. */
  private warnOfJump({ name, steps, current, rollback }: Plan): void {
    const { root } = this.construct.node;
    const before = root instanceof MeshApp ? pointedAt(join(root.outdir, name, 'current', 'Kustomization')) : undefined;
    const order = steps.map(({ folder }) => folder);
    const [from, to] = [before ?? current, current].map((folder) => order.indexOf(folder));
    const isBack = current === rollback.folder && steps.some((step) => step.folder === before && rollback.from.includes(step.name));
    const fromBack = before === rollback.folder && to !== undefined && to <= 1;
    // Nothing is between the last state of a release and the first one of the next.
    const isNext = from === order.length - 1 && to === 0;
    if (before === undefined || before === current || isBack || fromBack || isNext || (from !== undefined && to === from + 1)) return;
    this.warnOnce(`current goes from ${before} to ${current}, which is no step of the plan: ask \`cdk8s-mesh diff\` what that does`);
  }

  private warnOfUnsafe({ target, steps }: Plan): void {
    for (const { name, unsafe } of steps) {
      for (const { severity, message } of unsafe) {
        if (severity === 'info') continue;
        this.warnOnce(`on the way to ${name}, with ${target}: ${message}`);
      }
    }
  }

  /** An app may be synthesized several times. */
  private warnOnce(text: string): void {
    if (!warningsOf(this.construct).some(({ message }) => message === text)) warn(this.construct, text);
  }
}

/** By app, and by Service in it. */
const released = new WeakMap<IConstruct, Map<string, string>>();

/** Two releases of one Service would write the same objects from two folders, and take turns. */
function refuseSecond({ node }: Construct, { namespace, service }: ReleaseBundleProps): void {
  const known = released.get(node.root) ?? new Map<string, string>();
  released.set(node.root, known);
  const key = `${namespace}/${service}`;
  const other = known.get(key);
  if (other !== undefined)
    throw new Error(
      `Service ${key} is released by ${other} already: two releases would undo each other's work; end one before the other begins`,
    );
  known.set(key, node.path);
}

/** Loaded when it is needed: programs without a release do not check. */
const planning = (): typeof Planning => require('../plan') as typeof Planning;

/** As `check` calls the mesh: only of Linkerd it tells versions apart. */
function checkedMesh(construct: Construct): string {
  const { name, version } = meshOf(construct);
  return name === 'linkerd' ? `${name}-${version}` : name;
}

function stateOf({ folder, what, chart }: ReleaseState): PlannedState {
  const placed = placeChart(chart);
  return { folder, what, objects: placed, digest: digestOf(files(placed)) };
}

function digestOf(all: readonly BundleFile[]): string {
  const hash = createHash('sha256');
  for (const { name, text } of all) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex');
}

/** The state that a pointer of ours names. */
function pointedAt(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  return /"\.\.\/([^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1];
}

/** A step at a time; `sortOptions` is that of the outermost Kustomization (kustomize 5). */
const pointer = (folder: string): BundleFile => ({
  name: 'Kustomization',
  text: toYaml(
    {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      sortOptions: { order: 'fifo' },
      resources: [`../${folder}`],
    },
    '---',
  ),
});

const plainObject = ({
  apiVersion,
  kind,
  metadata,
  ...rest
}: {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
}): KubeObject => ({
  apiVersion,
  kind,
  metadata,
  ...rest,
});
