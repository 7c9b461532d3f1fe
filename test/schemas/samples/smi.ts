import type {
  HTTPRouteGroupV1Alpha3,
  HTTPRouteGroupV1Alpha4,
  TrafficSplitV1Alpha1,
  TrafficSplitV1Alpha2,
  TrafficSplitV1Alpha4,
  TrafficTargetV1Alpha2,
  TrafficTargetV1Alpha3,
} from '../../../imports';
import { metadata, sample } from './sample';

/** Objects of SMI. */
export const smiSamples = [
  sample<TrafficSplitV1Alpha1>(
    'split.smi-spec.io/trafficsplit.v1alpha1',
    {
      apiVersion: 'split.smi-spec.io/v1alpha1',
      kind: 'TrafficSplit',
      metadata,
      spec: {
        service: 'web',
        backends: [
          { service: 'web-v1', weight: '900m' },
          { service: 'web-v2', weight: 1 },
        ],
      },
    },
    (spec) => ({
      'no weight': { ...spec, backends: [{ service: 'web-v1' }] },
      'a match, which came with v1alpha3': { ...spec, matches: [] },
      'a fraction of a weight as a number': { ...spec, backends: [{ service: 'web-v1', weight: 0.5 }] },
      'no backends': { service: spec.service },
    }),
  ),
  sample<TrafficSplitV1Alpha2>(
    'split.smi-spec.io/trafficsplit.v1alpha2',
    {
      apiVersion: 'split.smi-spec.io/v1alpha2',
      kind: 'TrafficSplit',
      metadata,
      spec: { service: 'web', backends: [{ service: 'web-v1', weight: 90 }] },
    },
    (spec) => ({
      'a weight in text': { ...spec, backends: [{ service: 'web-v1', weight: '90' }] },
      'no Service': { backends: spec.backends },
      'backends by name': { ...spec, backends: { 'web-v1': 90 } },
    }),
  ),
  sample<TrafficSplitV1Alpha4>(
    'split.smi-spec.io/trafficsplit.v1alpha4',
    {
      apiVersion: 'split.smi-spec.io/v1alpha4',
      kind: 'TrafficSplit',
      metadata,
      spec: { service: 'web', matches: [{ kind: 'HTTPRouteGroup', name: 'testers' }], backends: [{ service: 'web-v2', weight: 1 }] },
    },
    (spec) => ({
      'a match of another kind': { ...spec, matches: [{ kind: 'TCPRoute', name: 'testers' }] },
      'a match without a name': { ...spec, matches: [{ kind: 'HTTPRouteGroup' }] },
      'a backend without a Service': { ...spec, backends: [{ weight: 1 }] },
    }),
  ),
  sample<HTTPRouteGroupV1Alpha4>(
    'specs.smi-spec.io/httproutegroup.v1alpha4',
    {
      apiVersion: 'specs.smi-spec.io/v1alpha4',
      kind: 'HTTPRouteGroup',
      metadata,
      spec: { matches: [{ name: 'testers', methods: ['GET', '*'], pathRegex: '/.*', headers: [{ 'x-tester': '.+' }] }] },
    },
    () => ({
      'a method in lower case': { matches: [{ name: 'testers', methods: ['get'] }] },
      'a header that is no text': { matches: [{ name: 'testers', headers: [{ 'x-tester': 1 }] }] },
      'no matches': {},
    }),
  ),
  sample<HTTPRouteGroupV1Alpha3>(
    'specs.smi-spec.io/httproutegroup.v1alpha3',
    { apiVersion: 'specs.smi-spec.io/v1alpha3', kind: 'HTTPRouteGroup', metadata, spec: { matches: [{ name: 'all' }] } },
    () => ({ 'no name': { matches: [{}] }, 'methods in one text': { matches: [{ name: 'all', methods: 'GET,HEAD' }] }, 'no matches': {} }),
  ),
  sample<TrafficTargetV1Alpha3>(
    'access.smi-spec.io/traffictarget.v1alpha3',
    {
      apiVersion: 'access.smi-spec.io/v1alpha3',
      kind: 'TrafficTarget',
      metadata,
      spec: {
        destination: { kind: 'ServiceAccount', name: 'web', namespace: 'shop' },
        sources: [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' }],
        rules: [{ kind: 'HTTPRouteGroup', name: 'metrics', matches: ['scrape'] }],
      },
    },
    ({ rules, ...spec }) => ({
      'no rules': spec,
      'no sources': { destination: spec.destination, rules },
      'a destination without a name': { ...spec, rules, destination: { kind: 'ServiceAccount' } },
    }),
  ),
  sample<TrafficTargetV1Alpha2>(
    'access.smi-spec.io/traffictarget.v1alpha2',
    {
      apiVersion: 'access.smi-spec.io/v1alpha2',
      kind: 'TrafficTarget',
      metadata,
      spec: { destination: { kind: 'ServiceAccount', name: 'web', port: 80 } },
    },
    (spec) => ({
      'a UDP route, which came with v1alpha3': { ...spec, rules: [{ kind: 'UDPRoute', name: 'dns' }] },
      'no destination': {},
      'a source without a kind': { ...spec, sources: [{ name: 'prometheus' }] },
    }),
  ),
];
