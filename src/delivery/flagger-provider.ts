import { Mesh, RoutingApi } from '../mesh';
import type { StepForm } from './canary-steps';

/**
 * What Flagger moves traffic with:
 *
 * | provider | writes |
 * |---|---|
 * | `gatewayapi:v1`, `gatewayapi:v1beta1` | an `HTTPRoute` whose parent is the Service that clients call |
 * | `linkerd` | a `TrafficSplit` v1alpha1, which needs the linkerd-smi extension |
 * | `kubernetes` | nothing: the Service itself is switched, all at once |
 */
export type FlaggerProvider = 'gatewayapi:v1' | 'gatewayapi:v1beta1' | 'linkerd' | 'kubernetes';

/** What Flagger can do with a provider. Of what it cannot do it says nothing: it goes wrong, or goes without. */
export interface ProviderFacts {
  /** The API that the mesh must honour. */
  readonly api?: RoutingApi;
  /** The plans that work. */
  readonly steps: readonly StepForm[];
  /** Whether `service.timeout` reaches the route. */
  readonly timeout: boolean;
  /** Which cookies keep a client on its version. */
  readonly cookies: readonly ('cookieName' | 'primaryCookieName')[];
  /** Whose metrics `request-success-rate` and `request-duration` are. */
  readonly builtinMetrics: 'application' | 'linkerd';
}

const BLUE_GREEN = ['blue/green'] as const;
const EVERY_FORM = ['weights', 'blue/green', 'A/B test', 'mirror'] as const;

/** Flagger 1.44: pkg/router and pkg/metrics/observers, and runs of each provider to the end. */
export const PROVIDERS: Readonly<Record<FlaggerProvider, ProviderFacts>> = {
  'gatewayapi:v1': {
    api: 'gateway.networking.k8s.io/v1',
    steps: EVERY_FORM,
    timeout: true,
    cookies: ['cookieName', 'primaryCookieName'],
    builtinMetrics: 'application',
  },
  // Its router lacks timeouts and the cookie of the primary.
  'gatewayapi:v1beta1': {
    api: 'gateway.networking.k8s.io/v1',
    steps: EVERY_FORM,
    timeout: false,
    cookies: ['cookieName'],
    builtinMetrics: 'application',
  },
  // An A/B test sends all traffic to the canary: the TrafficSplit has no matches. A mirror is never set.
  linkerd: { api: 'split.smi-spec.io/v1alpha1', steps: ['weights', ...BLUE_GREEN], timeout: false, cookies: [], builtinMetrics: 'linkerd' },
  // Weights become ten iterations.
  kubernetes: { steps: BLUE_GREEN, timeout: false, cookies: [], builtinMetrics: 'application' },
};

/**
 * The provider for a mesh: the wanted one, or `gatewayapi:v1` where the mesh routes by the Gateway API, `gatewayapi:v1beta1` where it only
 * reads that (Linkerd 2.14 to 2.17), `linkerd` where it has TrafficSplits.
 *
 * @throws if the mesh does not honour what the provider writes
 */
export function chooseProvider(mesh: Mesh, wanted?: FlaggerProvider): FlaggerProvider {
  const apis = mesh.routingApis;
  const works = (provider: FlaggerProvider) => {
    const { api } = PROVIDERS[provider];
    return api === undefined || apis.includes(api);
  };
  if (wanted !== undefined && Object.hasOwn(PROVIDERS, wanted) && works(wanted)) return wanted;
  const [first] = apis;
  const preferred = first === 'gateway.networking.k8s.io/v1' ? 'gatewayapi:v1' : 'gatewayapi:v1beta1';
  const chosen = ([preferred, 'linkerd'] as const).find(works);
  if (wanted === undefined && chosen !== undefined) return chosen;
  const possible = (Object.keys(PROVIDERS) as FlaggerProvider[]).filter(works).join(', ');
  throw new Error(`provider must be one that works on ${mesh}, which honours ${apis.join(', ')}: ${possible}; got ${wanted ?? 'none'}`);
}

/** The plans that work on a mesh. Linkerd passes over a whole HTTPRoute that has a mirror in it (Linkerd 2.20, measured). */
export function possibleSteps(mesh: Mesh, provider: FlaggerProvider): StepForm[] {
  return PROVIDERS[provider].steps.filter((form) => form !== 'mirror' || mesh.name !== 'linkerd');
}
