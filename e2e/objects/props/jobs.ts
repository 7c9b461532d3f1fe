import { Duration } from 'cdk8s';
import { LoadGenerator, type LoadGeneratorProps, type MeshChart } from 'cdk8s-mesh';
import { untyped, type KindOfProps } from './row';

const load = (props: Partial<LoadGeneratorProps>) => (chart: MeshChart) =>
  new LoadGenerator(chart, 'load', {
    url: 'http://web/',
    duration: Duration.minutes(1),
    podAnnotations: { 'linkerd.io/inject': 'disabled' },
    ...props,
  });

const CONTAINER = '/spec/template/spec/containers/0';

/** What may be wrong with a Job. */
export const jobs: KindOfProps = {
  kind: 'Job',
  good: (chart) => load({})(chart).workload,
  bad: [
    {
      what: 'a name with an underscore',
      at: '/metadata/name',
      value: 'load_test',
      make: load({ name: 'load_test' }),
      says: 'name of the load generator must be a DNS label',
    },
    { what: 'no image', at: `${CONTAINER}/image`, value: '', make: load({ image: '' }), says: 'image must be a line of text' },
    {
      what: 'a variable without a name',
      at: `${CONTAINER}/env`,
      value: [{ name: '', value: 'x' }],
      field: 'spec.template.spec.containers[0].env[0].name',
      make: load({ env: { '': 'x' } }),
      says: 'name of an environment variable must be letters',
    },
    {
      what: 'a variable that is a number',
      at: `${CONTAINER}/env`,
      value: [{ name: 'A', value: 1 }],
      field: 'spec.template.spec.containers.env',
      make: load({ env: { A: untyped(1) } }),
      says: 'value of environment variable A must be a string',
    },
    {
      what: 'a request above its limit',
      at: `${CONTAINER}/resources`,
      value: { requests: { cpu: '2' }, limits: { cpu: '500m' } },
      field: 'spec.template.spec.containers[0].resources.requests',
      make: load({ resources: { requests: { cpu: '2' }, limits: { cpu: '500m' } } }),
      says: 'request of cpu must be at most its limit',
    },
  ],
};
