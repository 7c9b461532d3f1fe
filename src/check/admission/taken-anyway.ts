import type { ErrorObject } from 'ajv';
import type { JsonValue } from '../../yaml/read';

/** The same thing in the filters of a rule and in those of its backends. */
const inFilters = (...what: readonly string[]): string[] =>
  ['spec.rules[].filters', 'spec.rules[].backendRefs[].filters'].flatMap((place) => what.map((each) => `${place}${each}`));

/** Younger than Gateway API 1.2.1, which our schemas follow. */
const YOUNG = ['spec.rules[].name', ...inFilters('[].requestMirror.fraction', '[].requestMirror.percent')];

/**
 * What our schemas leave out on purpose, and the API server takes: the schemas are for those who write manifests, this is for those who read any. Places are
 * named as in `test/schemas/left-out.ts`, which says why each is left out; a test holds the two together.
 */
export const TAKEN_ANYWAY: Readonly<Record<string, readonly string[]>> = {
  'flagger.app/canary.v1beta1.json': [
    ...['spec.service.backends', 'spec.service.meshName', 'spec.upstreamRef', 'spec.routeRef', 'spec.analysis.match[].sourceLabels'],
    ...['spec.analysis.mirrorWeight', 'spec.service.corsPolicy.allowOrigins', 'spec.service.delegation', 'spec.service.gateways'],
    ...['authority', 'gateways', 'ignoreUriCase', 'name', 'port', 'scheme', 'sourceLabels', 'sourceNamespace', 'withoutHeaders'].map(
      (field) => `spec.service.match[].${field}`,
    ),
    ...['spec.service.retries', 'spec.service.trafficPolicy'],
  ],
  'gateway.networking.k8s.io/grpcroute.v1.json': [...YOUNG, 'spec.rules[].matches: maxItems'],
  'gateway.networking.k8s.io/httproute.v1.json': [
    ...YOUNG,
    ...inFilters(
      '[].cors',
      '[].type: enum "CORS"',
      '[].requestRedirect.statusCode: enum 303',
      '[].requestRedirect.statusCode: enum 307',
      '[].requestRedirect.statusCode: enum 308',
    ),
  ],
  'linkerd.io/serviceprofile.v1alpha2.json': ['spec.dstOverrides[]: required authority', 'spec.dstOverrides[]: required weight'],
  'policy.linkerd.io/server.v1beta1.json': ['spec.proxyProtocol: enum'],
  'policy.linkerd.io/server.v1beta3.json': ['spec.proxyProtocol: enum', 'spec.accessPolicy: enum'],
};

/** Whether the API server takes what a schema does not allow. */
export function isTakenAnyway(file: string, error: ErrorObject, spec: JsonValue): boolean {
  const taken = TAKEN_ANYWAY[file] ?? [];
  return namesOf(error, spec).some((name) => taken.includes(name));
}

/** What the table may call a fault. */
function namesOf({ instancePath, keyword, params }: ErrorObject, spec: JsonValue): string[] {
  const keys = instancePath.split('/').slice(1);
  const place = ['spec', ...keys.map((key) => (/^\d+$/.test(key) ? '[]' : `.${key}`))].join('');
  const value = keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], spec);
  const { additionalProperty, missingProperty } = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case 'additionalProperties':
      return [`${place}.${String(additionalProperty)}`];
    case 'required':
      return [`${place}: required ${String(missingProperty)}`];
    case 'enum':
      return [`${place}: enum`, `${place}: enum ${JSON.stringify(value)}`];
    default:
      return [`${place}: ${keyword}`];
  }
}
