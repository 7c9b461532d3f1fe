import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { ServiceAccount } from 'kubernetes-types/core/v1';
import { labelKey, labelValue, objectName, oneOf, serviceName, show } from '../mesh/input';
import { MeshObject } from '../mesh/mesh-object';
import { warnOfAppProtocol } from './app-protocol';
import { metricsAnnotations, MetricsProps } from './metrics';
import { namedPorts, NamedPort, Ports } from './ports';
import { checkSelection } from './selection';
import { serviceManifest } from './service-manifest';
import { constructOfKind, isService, IService, ServiceLike, ServiceRef, serviceRef } from './service-ref';
import { ServiceVersion } from './service-version';
import { VersionProps } from './version-props';
import { versionSettings } from './version-settings';
import { WorkloadSettings } from '../workload/deployed';

/**
 * A Service and its versions. Settings of pods (`env`, `resources`, …) hold for every version that does not say otherwise; `env` is merged
 * by name.
 */
export interface VersionedServiceProps<V extends string> extends WorkloadSettings {
  /** The ports of all its Services by name, the main one first. */
  readonly ports: Ports;
  /** Its versions by name. The name is a label of the pods, so it must be a label value. */
  readonly versions: Readonly<Record<V, VersionProps>>;
  /** The version that receives what is not routed elsewhere. */
  readonly stable: NoInfer<V>;
  /**
   * The name of the Service.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Which pods the apex Service itself selects. `stable`: those of the stable version, so that pods of a new version receive nothing until a
   * route says so, whatever the order in which things are applied. `all`: those of every version, as in many tutorials; traffic then leaks to a
   * new version wherever no split is in force.
   *
   * @default 'stable'
   */
  readonly selects?: 'stable' | 'all';
  /**
   * An apex Service that exists already: a construct, or what `existingService()` names. It is used as it is.
   *
   * @default - one is made
   */
  readonly apex?: ServiceLike;
  /**
   * The name of a version's Service.
   *
   * @default - the service's name, `v`, and the version with dashes and without a `v` of its own: `stockmanagerv0-0-2`
   */
  readonly versionName?: (service: string, version: string) => string;
  /**
   * The label that says which service a pod belongs to. Flagger accepts `app`, `name` and `app.kubernetes.io/name`.
   *
   * @default 'app'
   */
  readonly appLabel?: string;
  /**
   * The label that says which version a pod is.
   *
   * @default 'version'
   */
  readonly versionLabel?: string;
  /**
   * Where the pods offer metrics: written as the annotations `prometheus.io/scrape`, `prometheus.io/port` and `prometheus.io/path`.
   *
   * @default - no annotations
   */
  readonly metrics?: MetricsProps;
  /**
   * Whether to make the service account that the pods run as: `serviceAccountName`, or one named as the service.
   *
   * @default false
   */
  readonly createServiceAccount?: boolean;
}

/**
 * A Service that clients call (the apex), and for each version a Service (a leaf) and a Deployment of its own, so that a split can send each a
 * share of the traffic.
 */
export class VersionedService<V extends string = string> extends Construct implements IService {
  /** The name that clients call. */
  public readonly serviceName: string;
  /** The version that receives what is not routed elsewhere. */
  public readonly stable: V;
  /** The apex Service; undefined where it was given as `existingService()`. */
  public readonly service?: ApiObject;
  /** The service account of the pods, where it is made here. */
  public readonly serviceAccount?: MeshObject<ServiceAccount>;

  private readonly props: VersionedServiceProps<V>;
  private readonly ports: readonly NamedPort[];
  private readonly appLabel: string;
  private readonly versionLabel: string;
  private readonly members = new Map<string, ServiceVersion>();
  /** Those of the members whose Deployment was made elsewhere. */
  private readonly foreign: ServiceVersion[] = [];

  /** @throws if a name, label, port or version is none that Kubernetes accepts, or two are the same */
  constructor(scope: Construct, id: string, props: VersionedServiceProps<V>) {
    super(scope, id);
    this.props = props;
    this.appLabel = labelKey('appLabel', props.appLabel ?? 'app');
    this.versionLabel = labelKey('versionLabel', props.versionLabel ?? 'version');
    if (this.appLabel === this.versionLabel) throw new Error(`appLabel and versionLabel must differ, got ${show(this.appLabel)} for both`);
    oneOf('selects', props.selects ?? 'stable', ['stable', 'all']);
    this.serviceName = serviceName('name of the service', props.name ?? (props.apex === undefined ? id : nameOf(props.apex)));
    this.ports = namedPorts(props.ports);
    this.stable = props.stable;
    warnOfAppProtocol(this, this.ports);

    if (!Object.hasOwn(props.versions, props.stable)) throw this.unknown('stable', props.stable, Object.keys(props.versions));
    if (props.createServiceAccount) this.serviceAccount = this.makeServiceAccount();
    this.service = this.makeApex();
    if (this.service) this.node.defaultChild = this.service;
    for (const [version, versionProps] of Object.entries<VersionProps>(props.versions)) this.add(version, versionProps);
    this.node.addValidation({ validate: () => (this.hasForeign ? checkSelection(this, this.service) : []) });
  }

  /** The versions in the order in which they were given, but that JavaScript puts whole numbers first. */
  public get versions(): V[] {
    return [...this.members.keys()] as V[];
  }

  /**
   * A version: its Service and its Deployment.
   *
   * @throws if there is no such version
   */
  public version(version: V): ServiceVersion {
    const found = this.members.get(version);
    if (!found) throw this.unknown('version', version, this.versions);
    return found;
  }

  /**
   * Adds a version, and returns this service as one that has it: `const web = service.addVersion('2.0', { … })` lets a split name `2.0`.
   *
   * @throws if there is such a version already, or a name or setting of it is none that Kubernetes accepts
   */
  public addVersion<N extends string>(version: N, props: VersionProps): VersionedService<V | N> {
    this.add(version, props);
    return this as VersionedService<V | N>;
  }

  /** The apex Service, for a split or a route. */
  public toServiceRef(): ServiceRef {
    if (this.props.apex !== undefined) return serviceRef(this.props.apex);
    return { name: this.serviceName, namespace: Chart.of(this).namespace, ports: this.ports.map(({ name, port }) => ({ name, port })) };
  }

  /** The labels that the pods of every version have in common. Of Deployments made elsewhere, call this when the chart is synthesized. */
  public podLabels(): Record<string, string> {
    const ours = this.members.size > this.foreign.length ? [this.ownLabels] : [];
    return common([...ours, ...this.foreign.map((version) => version.podLabels())]);
  }

  /** The labels that the pods of every version made here have in common. */
  private get ownLabels(): Record<string, string> {
    return { [this.appLabel]: this.serviceName };
  }

  /** Whether a Deployment or the apex Service was made elsewhere, so that labels and selectors may not fit. */
  private get hasForeign(): boolean {
    return this.props.apex !== undefined || this.foreign.length > 0;
  }

  private add(version: string, props: VersionProps): void {
    labelValue('version', version);
    if (version === '') throw new Error('version must not be empty; it is a label of the pods');
    if (this.members.has(version)) {
      throw new Error(`version ${show(version)} of ${this.serviceName} is there already; versions: ${this.versions.join(', ')}`);
    }
    const name = this.nameOfVersion(version, props);
    const selector = { [this.appLabel]: this.serviceName, [this.versionLabel]: version };
    const context = { name, containerName: this.serviceName, selector, ports: this.ports };
    const settings = props.deployment === undefined ? versionSettings(this.sharedSettings(), props) : props;
    const member = new ServiceVersion(this, `v${version}`, context, settings);
    this.members.set(version, member);
    if (props.deployment !== undefined) this.foreign.push(member);
  }

  /** The name of a version's Service, made here or not: one that no other has. */
  private nameOfVersion(version: string, { service }: VersionProps): string {
    const given = () => (this.props.versionName ?? defaultVersionName)(this.serviceName, version);
    const name = service === undefined ? serviceName(`name of the service of version ${version}`, given()) : nameOf(service);
    const apex = this.props.apex === undefined ? this.serviceName : nameOf(this.props.apex);
    if (name === apex) throw new Error(`the service of version ${version} must not be that of the apex, ${name}; give another versionName`);
    const other = [...this.members].find(([, member]) => member.service.name === name);
    if (other) {
      throw new Error(`versions ${other[0]} and ${version} of ${this.serviceName} would share the service ${name}; give versionName`);
    }
    return name;
  }

  /** What the service says for all versions that are made here. */
  private sharedSettings(): WorkloadSettings {
    return {
      ...this.props,
      serviceAccountName: this.serviceAccount?.name ?? this.props.serviceAccountName,
      podAnnotations: { ...metricsAnnotations(this.ports, this.props.metrics), ...this.props.podAnnotations },
    };
  }

  private makeServiceAccount(): MeshObject<ServiceAccount> {
    const name = objectName('serviceAccountName', this.props.serviceAccountName ?? this.serviceName);
    return new MeshObject<ServiceAccount>(this, 'ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, labels: this.ownLabels },
    });
  }

  private makeApex(): ApiObject | undefined {
    const { apex } = this.props;
    if (isService(apex)) return undefined;
    if (apex !== undefined) return constructOfKind('Service', 'apex', apex);
    const selector = () => this.apexSelector();
    const manifest = serviceManifest({ name: this.serviceName, labels: this.ownLabels, selector, ports: this.ports });
    return new MeshObject(this, 'Service', manifest);
  }

  private apexSelector(): Record<string, string> {
    if (this.props.selects !== 'all') return this.version(this.stable).selector();
    return common([...this.members.values()].map((member) => member.selector()));
  }

  private unknown(what: string, got: string, known: readonly string[]): Error {
    return new Error(`${what} of ${this.serviceName} must be one of ${known.join(', ') || 'none'}, got ${show(got)}`);
  }
}

/** The name of a Service; unlike its ports, it is known whatever may still change. */
function nameOf(service: ServiceLike): string {
  return isService(service) ? service.toServiceRef().name : constructOfKind('Service', 'service', service).name;
}

/** `stockmanager` and `0.0.2` make `stockmanagerv0-0-2`: dots separate names in DNS. A version that has a `v` of its own gets no second one. */
function defaultVersionName(service: string, version: string): string {
  const dashed = version.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `${service}v${dashed.replace(/^v(?=[0-9])/, '')}`;
}

/** The labels that all selectors have in common. */
function common(selectors: readonly Record<string, string>[]): Record<string, string> {
  const [first = {}, ...others] = selectors;
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => others.every((other) => other[key] === value)));
}
