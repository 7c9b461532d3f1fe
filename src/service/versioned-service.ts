import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { Service, ServiceAccount } from 'kubernetes-types/core/v1';
import { labelKey, labelValue, objectName, serviceName, show } from '../mesh/input';
import { MeshObject } from '../mesh/mesh-object';
import { metricsAnnotations, MetricsProps } from './metrics';
import { namedPorts, NamedPort, Ports } from './ports';
import { checkSelection } from './selection';
import { serviceManifest } from './service-manifest';
import { IService, ServiceLike, ServiceRef, serviceRef } from './service-ref';
import { ServiceVersion } from './service-version';
import { VersionProps } from './version-props';
import { WorkloadSettings } from '../workload/deployed';

/**
 * A Service and its versions. Settings of pods (`env`, `resources`, …) hold for every version that does not say otherwise; `env` is merged
 * by name.
 */
export interface VersionedServiceProps<V extends string> extends WorkloadSettings {
  /** The ports of all its Services by name, the main one first. */
  readonly ports: Ports;
  /** Its versions. The version is a label of the pods, so it must be a label value. */
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
   * @default - the service's name, `v`, and the version with dashes: `stockmanagerv0-0-2`
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
  private readonly members = new Map<string, ServiceVersion>();
  private readonly apex?: IService;

  /** @throws if a name, label, port or version is none that Kubernetes accepts, or two are the same */
  constructor(scope: Construct, id: string, props: VersionedServiceProps<V>) {
    super(scope, id);
    this.props = props;
    this.apex = props.apex !== undefined && 'toServiceRef' in props.apex ? props.apex : undefined;
    this.serviceName = serviceName('name of the service', props.name ?? (props.apex === undefined ? id : serviceRef(props.apex).name));
    this.ports = namedPorts(props.ports);
    this.stable = props.stable;

    if (!Object.hasOwn(props.versions, props.stable)) throw this.unknown('stable', props.stable, Object.keys(props.versions));
    if (props.createServiceAccount) this.serviceAccount = this.makeServiceAccount();
    for (const [version, versionProps] of Object.entries<VersionProps>(props.versions)) this.add(version, versionProps);

    this.service = this.makeApex();
    if (this.service) this.node.defaultChild = this.service;
    if (props.apex !== undefined || Object.values<VersionProps>(props.versions).some((version) => version.deployment !== undefined)) {
      this.node.addValidation({ validate: () => checkSelection(this, this.service) });
    }
  }

  /** The versions, in the order in which they were given. */
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
   * @throws if there is such a version already
   */
  public addVersion<N extends string>(version: N, props: VersionProps): VersionedService<V | N> {
    this.add(version, props);
    if (props.deployment !== undefined) this.node.addValidation({ validate: () => checkSelection(this, this.service) });
    return this as VersionedService<V | N>;
  }

  /** The apex Service, for a split or a route. */
  public toServiceRef(): ServiceRef {
    if (this.props.apex !== undefined) return serviceRef(this.props.apex);
    return { name: this.serviceName, namespace: Chart.of(this).namespace, ports: this.ports };
  }

  /** The labels that the pods of every version have in common. */
  public podLabels(): Record<string, string> {
    return { [this.appLabel]: this.serviceName };
  }

  private get appLabel(): string {
    return labelKey('appLabel', this.props.appLabel ?? 'app');
  }

  private get versionLabel(): string {
    return labelKey('versionLabel', this.props.versionLabel ?? 'version');
  }

  private add(version: string, props: VersionProps): void {
    labelValue('version', version);
    if (version === '') throw new Error('version must not be empty; it is a label of the pods');
    if (this.members.has(version)) throw new Error(`version ${show(version)} of ${this.serviceName} is there already; versions: ${this.versions.join(', ')}`);
    const name = serviceName(`name of the service of version ${version}`, (this.props.versionName ?? defaultVersionName)(this.serviceName, version));
    for (const [other, member] of this.members) {
      if (member.service.name === name) throw new Error(`versions ${other} and ${version} of ${this.serviceName} would share the service ${name}; give versionName`);
    }
    if (name === this.serviceName) throw new Error(`the service of version ${version} must not have the name of the apex, ${name}; give another versionName`);
    const selector = { [this.appLabel]: this.serviceName, [this.versionLabel]: version };
    const context = { name, containerName: this.serviceName, selector, ports: this.ports };
    this.members.set(version, new ServiceVersion(this, `v${version}`, context, this.withDefaults(props)));
  }

  /** What the service says for all versions, under what the version says itself. */
  private withDefaults(props: VersionProps): VersionProps {
    if (props.deployment !== undefined) return props;
    const { env, podLabels, podAnnotations } = this.props;
    const sized = props.replicas !== undefined || props.autoscaler !== undefined;
    return {
      ...this.props,
      ...(sized ? { replicas: undefined, autoscaler: undefined } : {}),
      ...props,
      env: { ...env, ...props.env },
      podLabels: { ...podLabels, ...props.podLabels },
      podAnnotations: { ...metricsAnnotations(this.ports, this.props.metrics), ...podAnnotations, ...props.podAnnotations },
      ...(this.serviceAccount ? { serviceAccountName: this.serviceAccount.name } : {}),
    };
  }

  private makeServiceAccount(): MeshObject<ServiceAccount> {
    const name = objectName('serviceAccountName', this.props.serviceAccountName ?? this.serviceName);
    return new MeshObject<ServiceAccount>(this, 'ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, labels: this.podLabels() } });
  }

  private makeApex(): ApiObject | undefined {
    if (this.apex) return undefined;
    if (this.props.apex !== undefined) return ApiObject.of(this.props.apex as Construct);
    const manifest = serviceManifest({ name: this.serviceName, labels: this.podLabels(), selector: {}, ports: this.ports });
    const selector = Lazy.any({ produce: () => this.apexSelector() }) as Record<string, string>;
    return new MeshObject<Service>(this, 'Service', { ...manifest, spec: { ...manifest.spec, selector } });
  }

  private apexSelector(): Record<string, string> {
    if (this.props.selects !== 'all') return this.version(this.stable).selector();
    return common([...this.members.values()].map((member) => member.selector()));
  }

  private unknown(what: string, got: string, known: readonly string[]): Error {
    return new Error(`${what} of ${this.serviceName} must be one of ${known.join(', ') || 'none'}, got ${show(got)}`);
  }
}

/** `stockmanager` and `0.0.2` make `stockmanagerv0-0-2`: dots separate names in DNS. */
function defaultVersionName(service: string, version: string): string {
  return `${service}v${version.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
}

/** The labels that all selectors have in common. */
function common(selectors: readonly Record<string, string>[]): Record<string, string> {
  const [first = {}, ...others] = selectors;
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => others.every((other) => other[key] === value)));
}
