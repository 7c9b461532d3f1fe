import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { Namespace } from 'kubernetes-types/core/v1';
import { Manifest, MeshObject, setRank } from '../mesh';
import { AFTER_CRDS, ChartRelease, LinkerdInstallProps, linkerdCharts } from './linkerd-charts';
import { linkerdNamespace } from './linkerd-namespace';

/** What is installed of Linkerd, and how Flux does it. */
export interface LinkerdFluxProps extends LinkerdInstallProps {
  /**
   * How often Flux looks at the releases, in whole seconds.
   *
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;
}

/** The part of a HelmRepository that is written here (Flux 2.3 and later). */
export interface FluxHelmRepository {
  /** API group and version. */
  readonly apiVersion: 'source.toolkit.fluxcd.io/v1';
  /** Kind of the object. */
  readonly kind: 'HelmRepository';
  /** Where the charts are. */
  readonly spec: { readonly interval: string; readonly url: string };
}

/** The part of a HelmRelease that is written here (Flux 2.3 and later). */
export interface FluxHelmRelease {
  /** API group and version. */
  readonly apiVersion: 'helm.toolkit.fluxcd.io/v2';
  /** Kind of the object. */
  readonly kind: 'HelmRelease';
  /** Which chart to install, and how. */
  readonly spec: {
    readonly interval: string;
    readonly dependsOn?: readonly { readonly name: string }[];
    readonly chart: {
      readonly spec: {
        readonly chart: string;
        readonly version: string;
        readonly sourceRef: { readonly kind: 'HelmRepository'; readonly name: string };
      };
    };
    readonly install: { readonly remediation: { readonly retries: number } };
    readonly values: object;
  };
}

const REPOSITORY = 'linkerd';

/**
 * Installs Linkerd with Flux: its namespace, a HelmRepository, and one HelmRelease each for the CRDs and the control plane.
 *
 * Before the control plane can start, a Secret `linkerd-identity-issuer` of type `kubernetes.io/tls` must be in the namespace, with the certificate and key of
 * the issuer, signed by a trust anchor: have cert-manager make it. It is never in YAML.
 *
 * Flux does not prune the release of the CRDs when it disappears from git, for with a CRD go all of its objects: to uninstall Linkerd, delete it by hand. It prunes
 * that of the control plane; proxies that run keep what they know, and new pods get none.
 */
export class LinkerdFlux extends Construct {
  /** The namespace of the control plane, in which the other objects are too. */
  public readonly namespace: MeshObject<Namespace>;
  /** Where the charts are. */
  public readonly repository: MeshObject<FluxHelmRepository>;
  /** Installs the CRDs. */
  public readonly crds: MeshObject<FluxHelmRelease>;
  /** Installs the control plane, once the CRDs are there. */
  public readonly controlPlane: MeshObject<FluxHelmRelease>;

  /** @throws if a prop is wrong, or a private key is given */
  constructor(scope: Construct, id: string, props: LinkerdFluxProps) {
    super(scope, id);
    const { crds, controlPlane } = linkerdCharts(props);
    const interval = `${seconds(props.interval ?? Duration.minutes(10))}s`;
    this.namespace = linkerdNamespace(this, props);
    const namespace = this.namespace.name;
    this.repository = new MeshObject<FluxHelmRepository>(this, 'Repository', {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'HelmRepository',
      metadata: { name: REPOSITORY, namespace, annotations: NOT_PRUNED },
      spec: { interval, url: crds.repository },
    });
    this.crds = new MeshObject(this, 'Crds', release(crds, { namespace, interval, annotations: NOT_PRUNED }));
    this.controlPlane = new MeshObject(
      this,
      'ControlPlane',
      release(controlPlane, { namespace, interval, dependsOn: [{ name: crds.chart }] }),
    );
    setRank(this.controlPlane, AFTER_CRDS);
    this.node.defaultChild = this.controlPlane;
  }
}

const NOT_PRUNED = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };

interface ReleaseOptions {
  readonly namespace: string;
  readonly interval: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly dependsOn?: FluxHelmRelease['spec']['dependsOn'];
}

function release(
  { chart, version, values }: ChartRelease,
  { namespace, interval, annotations, dependsOn }: ReleaseOptions,
): Manifest<FluxHelmRelease> {
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: chart, namespace, annotations },
    spec: {
      interval,
      ...(dependsOn && { dependsOn }),
      chart: { spec: { chart, version, sourceRef: { kind: 'HelmRepository', name: REPOSITORY } } },
      install: { remediation: { retries: 3 } },
      values,
    },
  };
}

function seconds(interval: Duration): number {
  const amount = interval.toSeconds({ integral: false });
  if (Number.isSafeInteger(amount) && amount > 0) return amount;
  throw new Error(`interval must be whole seconds, at least one, got ${interval.toHumanString()}`);
}
