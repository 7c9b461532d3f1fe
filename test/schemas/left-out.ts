/** Something of a CRD that our schema leaves out on purpose. */
export interface LeftOut {
  readonly reason: string;
  /** Places and what is missing there, as `compare` names them. */
  readonly what: readonly string[];
}

/** The same thing in the filters of a rule and in those of its backends. */
const inFilters = (...what: readonly string[]): string[] =>
  ['spec.rules[].filters', 'spec.rules[].backendRefs[].filters'].flatMap((place) => what.map((each) => `${place}${each}`));

const routeRules: LeftOut = {
  reason: 'JSON Schema cannot say it: unlike parents, 128 matches in all rules together, each type of filter once; the descriptions say it',
  what: ['spec.parentRefs: rules', 'spec.rules: rules', ...inFilters(': rules')],
};

const timeoutRule: LeftOut = {
  reason: 'JSON Schema cannot compare durations (backendRequest is at most request); the description says it',
  what: ['spec.rules[].timeouts: rules'],
};

const youngMirror: LeftOut = {
  reason: 'younger than Gateway API 1.2.1: Linkerd 2.20 ignores whole objects that have it',
  what: ['spec.rules[].name', ...inFilters('[].requestMirror.fraction', '[].requestMirror.percent', '[].requestMirror: rules')],
};

const proxyProtocol: LeftOut = {
  reason: 'the CRD takes any text; these are the values that Linkerd 2.20 knows',
  what: ['spec.proxyProtocol: enum'],
};

const redirectPath: LeftOut = {
  reason: 'a new path whose type names another field says nothing; this CRD does not check it, that of the Gateway API does',
  what: inFilters('[].requestRedirect.path: conditions'),
};

const removedHeaders: LeftOut = {
  reason: 'to drop a header twice says nothing more; this CRD does not mind, that of the Gateway API refuses it',
  what: [
    'spec.rules[].backendRefs[].filters[].requestHeaderModifier.remove: each item once',
    'spec.rules[].backendRefs[].filters[].responseHeaderModifier.remove: each item once',
    'spec.rules[].filters[].requestHeaderModifier.remove: each item once',
  ],
};

/** What our schemas leave out, by schema and the release that it is compared with. `spec` itself is required everywhere, also where a CRD forgets it. */
export const leftOut: Readonly<Record<string, readonly LeftOut[]>> = {
  'flagger.app/canary.v1beta1.json of flagger-1.44': [
    { reason: 'App Mesh only', what: ['spec.service.backends', 'spec.service.meshName'] },
    { reason: 'Gloo only', what: ['spec.upstreamRef'] },
    { reason: 'APISIX only', what: ['spec.routeRef'] },
    {
      reason: 'the routers for the Gateway API, SMI, nginx and plain Kubernetes do not read it',
      what: [
        'spec.analysis.match[].sourceLabels',
        'spec.analysis.mirrorWeight',
        'spec.service.corsPolicy.allowOrigins',
        'spec.service.delegation',
        'spec.service.gateways',
        ...['authority', 'gateways', 'ignoreUriCase', 'name', 'port', 'scheme', 'sourceLabels', 'sourceNamespace', 'withoutHeaders'].map(
          (field) => `spec.service.match[].${field}`,
        ),
        'spec.service.retries',
        'spec.service.trafficPolicy',
      ],
    },
  ],
  'gateway.networking.k8s.io/grpcroute.v1.json of gateway-api-1.2.1': [routeRules],
  'gateway.networking.k8s.io/grpcroute.v1.json of gateway-api-1.5.1': [
    routeRules,
    youngMirror,
    { reason: 'Gateway API 1.2.1 takes 8', what: ['spec.rules[].matches: maxItems 8 instead of 64'] },
  ],
  'gateway.networking.k8s.io/httproute.v1.json of gateway-api-1.2.1': [
    routeRules,
    timeoutRule,
    { reason: 'Gateway API 1.5.1 refuses an empty list', what: ['spec.rules: minItems 1 instead of undefined'] },
  ],
  'gateway.networking.k8s.io/httproute.v1.json of gateway-api-1.5.1': [
    routeRules,
    timeoutRule,
    youngMirror,
    {
      reason: 'younger than Gateway API 1.2.1: Linkerd 2.20 ignores whole objects that have it',
      what: inFilters(
        '[].cors',
        '[].type: enum "CORS"',
        '[].requestRedirect.statusCode: enum 303',
        '[].requestRedirect.statusCode: enum 307',
        '[].requestRedirect.statusCode: enum 308',
      ),
    },
  ],
  'linkerd.io/serviceprofile.v1alpha2.json of linkerd-2.20': [
    {
      reason: 'cannot be written: the CRD wants a list where the webhook and the controllers want an object',
      what: ['spec.opaquePorts', 'spec.routes[].condition.not'],
    },
    {
      reason: 'the CRD has it in a place where it says nothing; without authority an override leads nowhere, without weight it counts as 0',
      what: ['spec.dstOverrides[]: required authority', 'spec.dstOverrides[]: required weight'],
    },
  ],
  'policy.linkerd.io/httproute.v1beta2.json of linkerd-2.20': [redirectPath, removedHeaders],
  'policy.linkerd.io/httproute.v1beta3.json of linkerd-2.20': [redirectPath, removedHeaders],
  'policy.linkerd.io/server.v1beta1.json of linkerd-2.20': [proxyProtocol],
  'policy.linkerd.io/server.v1beta3.json of linkerd-2.20': [
    proxyProtocol,
    {
      reason: 'the CRD takes any text; these are the values that Linkerd 2.20 knows',
      what: ['spec.accessPolicy: enum'],
    },
  ],
};
