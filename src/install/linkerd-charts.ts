import { line, show } from '../mesh/input';
import { HelmValues, mergeValues } from './helm-values';
import { trustAnchors } from './trust-anchors';

/** What is installed of Linkerd, whichever tool installs it. */
export interface LinkerdInstallProps {
  /** The version of the chart `linkerd-control-plane`, and of `linkerd-crds` unless that is given: `2026.6.1`, say. No range: what is installed is in git. */
  readonly chartVersion: string;
  /**
   * The version of the chart `linkerd-crds`.
   *
   * @default - that of the control plane; the two were numbered apart before 2024
   */
  readonly crdsChartVersion?: string;
  /**
   * The certificates, in PEM, that all proxies trust: the content of `ca.crt`. Certificates only; a private key is refused.
   *
   * To replace one, add the new certificate to the old, restart everything, let the issuer be signed by the new one, restart everything, and
   * remove the old.
   *
   * @default - the ConfigMap `linkerd-identity-trust-roots` (key `ca-bundle.crt`) in the namespace of Linkerd, which you keep, with trust-manager for
   * example
   */
  readonly trustAnchors?: string;
  /**
   * Whether the chart `linkerd-crds` installs the CRDs of the Gateway API (charts of Linkerd 2.18 and later; before, see its value `enableHttpRoutes`).
   * Linkerd 2.19 and later expects them from elsewhere, and its control plane does not start without them.
   *
   * Where that chart has installed them before, as it did by default up to 2.18, an upgrade with `false` deletes these CRDs **with all routes**, where
   * Helm or Flux makes it.
   *
   * @default false
   */
  readonly installGatewayApi?: boolean;
  /**
   * Where the charts are. The Linkerd project itself publishes edge releases only; stable ones since 2.15 come from vendors.
   *
   * @default 'https://helm.linkerd.io/edge'
   */
  readonly chartRepository?: string;
  /**
   * Whether Linkerd's CNI plugin, which these charts do not install, sets up the network of pods, so that they need no privileges.
   *
   * @default false
   */
  readonly cni?: boolean;
  /**
   * The namespace of the control plane.
   *
   * @default 'linkerd'
   */
  readonly namespace?: string;
  /**
   * Further values of the chart `linkerd-control-plane`; those of high availability, for example. No private key.
   *
   * @default - none
   */
  readonly values?: HelmValues;
}

/** The rank of what installs the control plane: behind what installs the CRDs, which has the rank of its kind. */
export const AFTER_CRDS = 8010;

/** A chart, where it is, and its values. */
export interface ChartRelease {
  readonly chart: 'linkerd-crds' | 'linkerd-control-plane';
  readonly repository: string;
  readonly version: string;
  readonly values: HelmValues;
}

/**
 * The two charts of Linkerd (2.12 and later). The issuer's key pair is no value of theirs: with the scheme `kubernetes.io/tls` the control plane reads it
 * from the Secret `linkerd-identity-issuer`.
 *
 * @throws if a version is a range, the repository no https URL, or a value is a private key
 */
export function linkerdCharts(props: LinkerdInstallProps): { readonly crds: ChartRelease; readonly controlPlane: ChartRelease } {
  const repository = repositoryUrl(props.chartRepository ?? 'https://helm.linkerd.io/edge');
  const version = chartVersion('chartVersion', props.chartVersion);
  const identity = props.trustAnchors === undefined ? { externalCA: true } : {};
  const values = {
    ...(props.trustAnchors === undefined ? {} : { identityTrustAnchorsPEM: trustAnchors(props.trustAnchors) }),
    identity: { ...identity, issuer: { scheme: 'kubernetes.io/tls' } },
    ...(props.cni ? { cniEnabled: true } : {}),
  };
  return {
    crds: {
      chart: 'linkerd-crds',
      repository,
      version: props.crdsChartVersion === undefined ? version : chartVersion('crdsChartVersion', props.crdsChartVersion),
      values: { installGatewayAPI: props.installGatewayApi ?? false },
    },
    controlPlane: { chart: 'linkerd-control-plane', repository, version, values: mergeValues(values, props.values ?? {}) },
  };
}

/** Semantic versions as Helm reads them, without ranges. */
function chartVersion(what: string, version: string): string {
  if (typeof version === 'string' && /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(version)) return version;
  throw new Error(`${what} must be one version of a chart such as "2026.6.1", got ${show(version)}`);
}

function repositoryUrl(value: string): string {
  const url = URL.canParse(line('chartRepository', value)) ? new URL(value) : undefined;
  if (url?.protocol === 'https:' && url.username === '' && url.password === '' && url.search === '' && url.hash === '') return value;
  throw new Error(`chartRepository must be an https URL without credentials, got ${show(value)}`);
}
