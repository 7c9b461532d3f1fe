import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { KubeObject } from '../bundle';
import { isRecord } from '../bundle';
import { MeshChart } from '../mesh';
import { oneOf, show } from '../mesh/input';
import { warn } from '../mesh/warning';
import { VersionedService } from '../service';
import { CanarySplit, RoutingProps, Weights } from '../traffic';
import { labelsAt, liveObject, selects } from './live-object';
import { lostSettings } from './lost-settings';
import type { ReleaseState } from './release-bundle';
import type { ReleasedService } from './release';
import { ROLLBACK, Stage, SteppedRelease, SteppedReleaseProps } from './stepped-release';

/** The states of an adoption, by the names of their folders without the number. */
export type AdoptionStage = 'live' | 'beside' | 'switch' | 'remove' | 'split' | 'rollback';

/** What serves now. */
export interface LiveService {
  /** The Service that clients call, as in git or as `kubectl get --output json` prints it. */
  readonly service: unknown;
  /** The Deployment whose pods it selects. */
  readonly deployment: unknown;
  /**
   * What goes with the Deployment: its autoscaler, its PodDisruptionBudget.
   *
   * @default - nothing
   */
  readonly others?: readonly unknown[];
}

/** What is adopted, and as which version. */
export interface AdoptionProps<V extends string> extends SteppedReleaseProps {
  /** What serves now. */
  readonly live: LiveService;
  /**
   * The service as releases will have it. It keeps the name of the live Service, which is the id of the adoption unless it has another; its labels must not be those of the live
   * pods, so that neither finds the pods of the other: `appLabel` chooses them.
   */
  readonly service: ReleasedService<V>;
  /** The version that the live pods are. */
  readonly version: NoInfer<V>;
  /**
   * The state that `current` points at.
   *
   * @default 'live'
   */
  readonly current?: AdoptionStage;
  /**
   * The object that splits the traffic, as releases will have it.
   *
   * @default - named as the service, with the API that the mesh prefers, for all ports
   */
  readonly split?: RoutingProps;
  /**
   * Adds to each state what else belongs to it.
   *
   * @default - nothing
   */
  readonly also?: (step: ReleaseState) => void;
}

/**
 * Takes over a Service and a Deployment that have no versions, without a moment in which nobody answers: a Deployment of the same version beside the old one, the selector of the
 * Service on its pods when they are ready, the old one gone, and the split of later releases in place. Its last state is the first one of a `Release`.
 *
 * The selector of a Deployment cannot change, so its successor has another name (Kubernetes 1.34).
 */
export class Adoption<V extends string = string> extends SteppedRelease<ReleaseState, AdoptionStage> {
  /**
   * @throws if a live object is none, the Service is of a type that is not taken over or loses a port, old and new labels cannot be told apart, or something of the service is none
   * that Kubernetes accepts
   */
  constructor(scope: Construct, id: string, props: AdoptionProps<V>) {
    super(scope, id);
    oneOf('version', props.version, Object.keys(props.service.versions) as V[]);
    const live = {
      service: liveObject('Service', props.live.service),
      deployment: liveObject('Deployment', props.live.deployment),
      others: (props.live.others ?? []).map((other) => liveObject(kindOf(other), other)),
    };
    const old = [live.deployment, ...live.others];
    this._make(
      props,
      stagesOf(props.version, live.deployment.metadata.name),
      (chart, state) => {
        const isLive = ['live', 'beside', ROLLBACK].includes(state.name);
        if (isLive) addLive(chart, live.service);
        if (isLive || state.name === 'switch') old.forEach((object) => addLive(chart, object));
        if (state.name !== 'live') this.addVersion(chart, state, props, isLive, live);
        props.also?.(state);
        return state;
      },
      () => ({
        summary: `${live.service.metadata.name} becomes a service with versions, the first of which is ${props.version}.`,
        service: live.service.metadata.name,
        deployment: live.deployment.metadata.name,
        current: props.current ?? 'live',
        conditions: [`${live.service.metadata.name} serves now as the first state says.`],
        adopts: true,
      }),
    );
    if (Object.keys(labelsAt(live.service, 'metadata', 'annotations')).length > 0)
      warn(this, `annotations of the live Service ${live.service.metadata.name} are not taken over; add those that you need in \`also\``);
  }

  private addVersion(chart: MeshChart, { name }: ReleaseState, props: AdoptionProps<V>, isLive: boolean, live: Live): void {
    const { version } = props;
    const versions = { [version]: props.service.versions[version] } as ReleasedService<V>['versions'];
    // While the live Service is there, no other one of its name is made.
    const apex = isLive ? { toServiceRef: () => ({ name: live.service.metadata.name, namespace: chart.namespace, ports: [] }) } : undefined;
    const service = new VersionedService<V>(chart, this.node.id, { ...props.service, versions, stable: version, ...(apex && { apex }) });
    refuseOther(service.serviceName, live.service.metadata.name);
    const made = service.version(version);
    if (made.deployment.name === live.deployment.metadata.name)
      throw new Error(
        `the Deployment of version ${version} must have another name than the live one, ${made.deployment.name}; leave deploymentName out`,
      );
    refuseConfusion({ selector: made.selector(), labels: made.podLabels() }, live);
    if (service.service) refuseLoss(service.service, live.service);
    const lost = lostSettings(live.deployment, made.deployment.toJson());
    if (name === 'beside' && lost.length > 0)
      warn(
        this,
        `the new pods lack what the live Deployment ${live.deployment.metadata.name} says of its own: ${lost.join(', ')}; repeat in service what is still meant`,
      );
    if (name === 'split') {
      const weights = { [version]: 100 } as Weights<V>;
      new CanarySplit<V>(chart, 'split', { name: service.serviceName, ...props.split, service, weights });
    }
  }
}

interface Live {
  readonly service: KubeObject;
  readonly deployment: KubeObject;
}

function addLive(chart: Chart, object: KubeObject): void {
  const { name, ...metadata } = object.metadata;
  new ApiObject(chart, `live-${object.kind}-${name}`, { ...object, metadata: { name, ...metadata } });
}

function kindOf(object: unknown): string {
  return isRecord(object) && typeof object.kind === 'string' ? object.kind : 'object';
}

function refuseOther(name: string, live: string): void {
  if (name === live) return;
  throw new Error(`name of the service must be that of the live Service, ${show(live)}, which clients call; got ${show(name)}`);
}

type Labels = Readonly<Record<string, string>>;

/** Whoever finds the pods of the other would send them requests too early, or scale them. */
function refuseConfusion(made: { readonly selector: Labels; readonly labels: Labels }, { service, deployment }: Live): void {
  const pods = labelsAt(deployment, 'spec', 'template', 'metadata', 'labels');
  const hint = "choose labels that the live pods do not have: appLabel: 'app.kubernetes.io/name', say";
  const finders = [
    ['Service', labelsAt(service, 'spec', 'selector')],
    ['Deployment', labelsAt(deployment, 'spec', 'selector', 'matchLabels')],
  ] as const;
  if (!selects(finders[0][1], pods))
    throw new Error(`the live Service ${service.metadata.name} must select the pods of the live Deployment`);
  for (const [kind, selector] of finders)
    if (selects(selector, made.labels)) throw new Error(`the live ${kind} would select the new pods, too; ${hint}`);
  if (selects(made.selector, pods)) throw new Error(`the new Service would select the live pods, too; ${hint}`);
}

/** What clients use today they can use afterwards. */
function refuseLoss(made: ApiObject, live: KubeObject): void {
  const spec = isRecord(live.spec) ? live.spec : {};
  const type = spec.type ?? 'ClusterIP';
  if (type !== 'ClusterIP' || spec.clusterIP === 'None')
    throw new Error(
      `the live Service must be of type ClusterIP, with an address of its own, to be split; got ${spec.clusterIP === 'None' ? 'a headless one' : show(type)}`,
    );
  const numbers = portsOf(made.toJson());
  const lost = portsOf(live).find((port) => !numbers.includes(port));
  if (lost !== undefined)
    throw new Error(`ports of the service must have port ${lost}, which the live Service has; got ${numbers.join(', ')}`);
}

function portsOf(service: unknown): number[] {
  const spec = isRecord(service) && isRecord(service.spec) ? service.spec : {};
  return Array.isArray(spec.ports)
    ? spec.ports.flatMap((port: unknown) => (isRecord(port) && typeof port.port === 'number' ? [port.port] : []))
    : [];
}

function stagesOf(version: string, deployment: string): Stage[] {
  return [
    { name: 'live', what: 'What serves now, as it is.' },
    { name: 'beside', what: `Version ${version} starts beside it, and receives nothing.` },
    { name: 'switch', what: `The Service selects the pods of version ${version}.` },
    {
      name: 'remove',
      what: `Deployment ${deployment} is gone.`,
      irreversible: `Deployment ${deployment} is gone: what there is instead serves the same version.`,
    },
    {
      name: 'split',
      what: `The split is there, with all traffic on version ${version}, for the releases to come.`,
      irreversible: `Deployment ${deployment} is gone: what there is instead serves the same version.`,
    },
    { name: ROLLBACK, what: `The Service selects the pods of Deployment ${deployment} again, and the others stay.` },
  ];
}
