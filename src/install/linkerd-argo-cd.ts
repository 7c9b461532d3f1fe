import { Construct } from 'constructs';
import type { Namespace } from 'kubernetes-types/core/v1';
import { Manifest, MeshObject, setRank } from '../mesh';
import { dnsLabel, line } from '../mesh/input';
import { AFTER_CRDS, ChartRelease, LinkerdInstallProps, linkerdCharts } from './linkerd-charts';
import { linkerdNamespace } from './linkerd-namespace';

/** What is installed of Linkerd, and by which Argo CD. */
export interface LinkerdArgoCdProps extends LinkerdInstallProps {
  /**
   * The namespace of Argo CD, in which Applications live.
   *
   * @default 'argocd'
   */
  readonly argoCdNamespace?: string;
  /**
   * The project of the Applications. It must allow cluster-wide objects.
   *
   * @default 'default'
   */
  readonly project?: string;
  /**
   * The API server of the cluster, as Argo CD knows it.
   *
   * @default 'https://kubernetes.default.svc' - the cluster of Argo CD
   */
  readonly destinationServer?: string;
}

/** The part of an Application that is written here (Argo CD 3). */
export interface ArgoCdApplication {
  /** API group and version. */
  readonly apiVersion: 'argoproj.io/v1alpha1';
  /** Kind of the object. */
  readonly kind: 'Application';
  /** Where to install which chart, and how. */
  readonly spec: {
    readonly project: string;
    readonly destination: { readonly server: string; readonly namespace: string };
    readonly source: {
      readonly repoURL: string;
      readonly chart: string;
      readonly targetRevision: string;
      readonly helm: { readonly valuesObject: object };
    };
    readonly ignoreDifferences?: readonly IgnoredDifference[];
    readonly syncPolicy: {
      readonly automated: { readonly prune: boolean };
      readonly syncOptions: readonly string[];
      readonly retry: {
        readonly limit: number;
        readonly backoff: { readonly duration: string; readonly factor: number; readonly maxDuration: string };
      };
    };
  };
}

/** Fields of an object in which the cluster may differ from what the chart says. */
export interface IgnoredDifference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly jsonPointers: readonly string[];
}

const CERTIFICATE = ['/data/tls.crt', '/data/tls.key'];
const CA_BUNDLE = ['/webhooks/0/clientConfig/caBundle'];
const CHECKSUM = ['/spec/template/metadata/annotations/checksum~1config'];

/**
 * What the control plane's chart makes anew each time that it is rendered: certificates of webhooks, checksums of these, and the minute of the heartbeat. Argo CD
 * renders it every few minutes, and would restart the control plane with each sync (charts/linkerd-control-plane, edge of 2026; linkerd2#8440).
 */
const RENDERED_ANEW: readonly IgnoredDifference[] = [
  ...['linkerd-proxy-injector-k8s-tls', 'linkerd-sp-validator-k8s-tls', 'linkerd-policy-validator-k8s-tls'].map((name) => ({
    group: '',
    kind: 'Secret',
    name,
    jsonPointers: CERTIFICATE,
  })),
  {
    group: 'admissionregistration.k8s.io',
    kind: 'MutatingWebhookConfiguration',
    name: 'linkerd-proxy-injector-webhook-config',
    jsonPointers: CA_BUNDLE,
  },
  {
    group: 'admissionregistration.k8s.io',
    kind: 'ValidatingWebhookConfiguration',
    name: 'linkerd-sp-validator-webhook-config',
    jsonPointers: CA_BUNDLE,
  },
  {
    group: 'admissionregistration.k8s.io',
    kind: 'ValidatingWebhookConfiguration',
    name: 'linkerd-policy-validator-webhook-config',
    jsonPointers: CA_BUNDLE,
  },
  { group: 'apps', kind: 'Deployment', name: 'linkerd-destination', jsonPointers: CHECKSUM },
  { group: 'apps', kind: 'Deployment', name: 'linkerd-proxy-injector', jsonPointers: CHECKSUM },
  { group: 'batch', kind: 'CronJob', name: 'linkerd-heartbeat', jsonPointers: ['/spec/schedule'] },
];

/**
 * Installs Linkerd with Argo CD: its namespace, and one Application each for the CRDs and the control plane.
 *
 * Before the control plane can start, a Secret `linkerd-identity-issuer` of type `kubernetes.io/tls` must be in the namespace, with the certificate and key of
 * the issuer, signed by a trust anchor: have cert-manager make it. It is never in YAML.
 *
 * The control plane follows the CRDs by sync wave, for which Argo CD must know the health of Applications (`resource.customizations.health.argoproj.io_Application`,
 * absent since 1.8); without it the control plane is retried until the CRDs are there. Deleting the Applications leaves Linkerd running, for they have no finalizer.
 */
export class LinkerdArgoCd extends Construct {
  /** The namespace of the control plane. */
  public readonly namespace: MeshObject<Namespace>;
  /** Installs the CRDs. Nothing is pruned: with a CRD go all of its objects. */
  public readonly crds: MeshObject<ArgoCdApplication>;
  /** Installs the control plane. */
  public readonly controlPlane: MeshObject<ArgoCdApplication>;

  /** @throws if a prop is wrong, or a private key is given */
  constructor(scope: Construct, id: string, props: LinkerdArgoCdProps) {
    super(scope, id);
    const { crds, controlPlane } = linkerdCharts(props);
    this.namespace = linkerdNamespace(this, props);
    this.crds = new MeshObject(
      this,
      'Crds',
      application(crds, props, this.namespace.name, { wave: 1, prune: false, syncOptions: ['ServerSideApply=true'] }),
    );
    this.controlPlane = new MeshObject(
      this,
      'ControlPlane',
      application(controlPlane, props, this.namespace.name, {
        wave: 2,
        prune: true,
        syncOptions: ['RespectIgnoreDifferences=true'],
        ignoreDifferences: RENDERED_ANEW,
      }),
    );
    setRank(this.controlPlane, AFTER_CRDS);
    this.node.defaultChild = this.controlPlane;
  }
}

interface Syncing {
  readonly wave: number;
  readonly prune: boolean;
  readonly syncOptions: readonly string[];
  readonly ignoreDifferences?: readonly IgnoredDifference[];
}

function application(
  { chart, repository, version, values }: ChartRelease,
  props: LinkerdArgoCdProps,
  namespace: string,
  syncing: Syncing,
): Manifest<ArgoCdApplication> {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: chart,
      namespace: dnsLabel('argoCdNamespace', props.argoCdNamespace ?? 'argocd'),
      annotations: { 'argocd.argoproj.io/sync-wave': String(syncing.wave) },
    },
    spec: {
      project: line('project', props.project ?? 'default'),
      destination: { server: line('destinationServer', props.destinationServer ?? 'https://kubernetes.default.svc'), namespace },
      source: { repoURL: repository, chart, targetRevision: version, helm: { valuesObject: values } },
      ...(syncing.ignoreDifferences && { ignoreDifferences: syncing.ignoreDifferences }),
      syncPolicy: {
        automated: { prune: syncing.prune },
        syncOptions: syncing.syncOptions,
        retry: { limit: 20, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
      },
    },
  };
}
