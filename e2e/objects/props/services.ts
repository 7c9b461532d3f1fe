import { Workload, type MeshChart, type WorkloadProps } from 'cdk8s-mesh';
import { untyped, type KindOfProps } from './row';

const web = (props: Partial<WorkloadProps>) => (chart: MeshChart) =>
  new Workload(chart, 'web', { image: 'web:1', ports: { http: { port: 80, targetPort: 8080 } }, ...props });

const port = { name: 'http', port: 80 };

/** What may be wrong with a Service. */
export const services: KindOfProps = {
  kind: 'Service',
  good: (chart) => web({})(chart).service,
  bad: [
    {
      what: 'port 70000',
      at: '/spec/ports/0/port',
      value: 70000,
      make: web({ ports: { http: 70000 } }),
      says: 'from 1 to 65535, got 70000',
    },
    { what: 'port 0', at: '/spec/ports/0/port', value: 0, make: web({ ports: { http: 0 } }), says: 'from 1 to 65535, got 0' },
    {
      what: 'a port of the pods beyond the last',
      at: '/spec/ports/0/targetPort',
      value: 65536,
      make: web({ ports: { http: { port: 80, targetPort: 65536 } } }),
      says: 'targetPort of http must be a whole number from 1 to 65535',
    },
    {
      what: 'a port with a name in upper case',
      at: '/spec/ports/0/name',
      value: 'HTTP',
      make: web({ ports: { HTTP: 80 } }),
      says: 'name of a port must be a DNS label',
    },
    {
      what: 'two ports of one number',
      at: '/spec/ports',
      value: [port, { ...port, name: 'web' }],
      field: 'spec.ports[1]',
      make: web({ ports: { http: 80, web: 80 } }),
      says: 'ports must have numbers of their own',
    },
    {
      what: 'no ports',
      at: '/spec/ports',
      value: [],
      make: web({ ports: {} }),
      says: 'ports must name at least one port, got none',
    },
    {
      what: 'a protocol with a space',
      at: '/spec/ports/0/appProtocol',
      value: 'http 1',
      make: web({ ports: { http: { port: 80, appProtocol: 'http 1' } } }),
      says: 'appProtocol of http must be a label key',
    },
    {
      what: 'a name that starts with a digit',
      at: '/metadata/name',
      value: '2web',
      make: web({ name: '2web' }),
      says: 'must start with a letter',
    },
    {
      what: 'a name of 64 characters',
      at: '/metadata/name',
      value: 'x'.repeat(64),
      make: web({ name: 'x'.repeat(64) }),
      says: 'must be a DNS label of at most 63',
    },
    {
      what: 'a selector with a space',
      at: '/spec/selector/app',
      value: 'my web',
      field: 'spec.selector',
      make: web({ selector: { app: 'my web' } }),
      says: 'must be a label value',
    },
    {
      what: 'an unknown type',
      at: '/spec/type',
      value: 'Internal',
      make: web({ serviceType: untyped('Internal') }),
      says: 'type of the service must be one of ClusterIP, LoadBalancer, NodePort',
    },
  ],
};
