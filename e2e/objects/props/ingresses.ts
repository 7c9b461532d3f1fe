import { NginxFaultInjector, type FaultInjectorIngressProps, type MeshChart } from 'cdk8s-mesh';
import type { KindOfProps } from './row';

const injector = (ingress: Partial<FaultInjectorIngressProps>) => (chart: MeshChart) =>
  new NginxFaultInjector(chart, 'fault', { port: 80, status: 503, ingress: { hosts: ['a.example'], ...ingress } });

const HOST = '/spec/rules/0/host';
const PATH = '/spec/rules/0/http/paths/0/path';

const host = (what: string, value: string) => ({
  what,
  at: HOST,
  value,
  make: injector({ hosts: [value] }),
  says: 'host must be a host name in lower case',
});

const path = (what: string, value: string) => ({
  what,
  at: PATH,
  value,
  make: injector({ path: value }),
  says: 'path of the ingress must be "/" and names',
});

/** What may be wrong with an Ingress. */
export const ingresses: KindOfProps = {
  kind: 'Ingress',
  good: (chart) => injector({ path: '/fault', tlsSecretName: 'tls', annotations: { note: 'x' } })(chart).ingress,
  bad: [
    host('a host in upper case', 'Shop.example'),
    host('a host with a port', 'shop.example:8080'),
    host('an address for a host', '10.0.0.1'),
    host('a wildcard inside of a host', 'shop.*.example'),
    path('a relative path', 'fault'),
    path('a path with an empty segment', '/a//b'),
    path('a path that goes up', '/a/../b'),
    path('a path with an encoded slash', '/a%2Fb'),
    {
      what: 'a class in upper case',
      at: '/spec/ingressClassName',
      value: 'Nginx',
      make: injector({ ingressClassName: 'Nginx' }),
      says: 'ingressClassName must be lower-case letters',
    },
    {
      what: 'a secret with an underscore',
      at: '/spec/tls/0/secretName',
      value: 'my_cert',
      make: injector({ tlsSecretName: 'my_cert' }),
      says: 'tlsSecretName must be lower-case letters',
    },
    {
      what: 'the key of an annotation with a space',
      at: '/metadata/annotations/my note',
      value: 'x',
      field: 'metadata.annotations',
      make: injector({ annotations: { 'my note': 'x' } }),
      says: 'must be a label key',
    },
    {
      what: 'a Service port beyond the last',
      at: '/spec/rules/0/http/paths/0/backend/service/port',
      value: { number: 70000 },
      field: 'spec.rules[0].http.paths[0].backend',
      make: (chart) => new NginxFaultInjector(chart, 'fault', { port: 70000, status: 503, ingress: { hosts: ['a.example'] } }),
      says: 'from 1 to 65535, got 70000',
    },
  ],
};
