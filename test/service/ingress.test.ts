import { ingress, IngressProps, ingressPort } from '../../src/service/ingress';

const PATH = { path: '/', pathType: 'Prefix', service: 'web', port: { name: 'http' } } as const;

describe('ingress', () => {
  test('offers the same paths on every host', () => {
    expect(ingress('web', { hosts: ['shop.example.com', '*.example.com'] }, [PATH])).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web', annotations: {} },
      spec: {
        ingressClassName: 'nginx',
        tls: undefined,
        rules: ['shop.example.com', '*.example.com'].map((host) => ({
          host,
          http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { name: 'http' } } } }] },
        })),
      },
    });
  });

  test('takes a class, a certificate and annotations beside those that the paths need', () => {
    const props: Required<IngressProps> = {
      hosts: ['localhost'],
      tlsSecretName: 'tls-shop',
      ingressClassName: 'internal.nginx',
      annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
    };
    expect(ingress('web', props, [PATH], { 'example.com/needed': 'yes' })).toMatchObject({
      metadata: { annotations: { 'example.com/needed': 'yes', 'cert-manager.io/cluster-issuer': 'letsencrypt' } },
      spec: { ingressClassName: 'internal.nginx', tls: [{ hosts: ['localhost'], secretName: 'tls-shop' }] },
    });
  });

  test.each<[string, Partial<IngressProps>, string]>([
    ['no host', { hosts: [] }, 'hosts must name at least one host, got none'],
    ['an empty host', { hosts: [''] }, 'host must be a line of text, got ""'],
    [
      'a host with a port',
      { hosts: ['a.example:80'] },
      'host must be a host name in lower case, such as shop.example.com or *.example.com',
    ],
    ['a host in upper case', { hosts: ['Shop.example.com'] }, 'got "Shop.example.com"'],
    ['a host with a star inside', { hosts: ['a.*.example.com'] }, 'got "a.*.example.com"'],
    ['a star alone', { hosts: ['*'] }, 'got "*"'],
    ['an address', { hosts: ['192.0.2.1'] }, 'and no address, got "192.0.2.1"'],
    ['a label of 64 characters', { hosts: [`${'a'.repeat(64)}.com`] }, 'host must be a host name'],
    ['a host of 254 characters', { hosts: [`${'a.'.repeat(125)}comm`] }, 'host must be a host name'],
    ['a host with a newline', { hosts: ['a\nb'] }, 'host must be a line of text, got "a\\nb"'],
    ['a host twice', { hosts: ['a.com', 'a.com'] }, 'hosts must name each host once, got "a.com" twice'],
    ['a secret', { tlsSecretName: 'a/b' }, 'tlsSecretName must be lower-case letters'],
    ['a class', { ingressClassName: '' }, 'ingressClassName must be lower-case letters'],
    ['an annotation', { annotations: { 'a b': 'c' } }, 'key of annotation of the ingress must be a label key'],
    [
      'an annotation that the paths need',
      { annotations: { 'example.com/needed': 'no' } },
      'annotation example.com/needed of the ingress must not be set: the paths need it to be "yes"; leave it out',
    ],
  ])('refuses %s', (_what, props, message) => {
    expect(() => ingress('web', { hosts: ['a.com'], ...props }, [PATH], { 'example.com/needed': 'yes' })).toThrow(message);
  });

  test('refuses a name', () => {
    expect(() => ingress('Web', { hosts: ['a.com'] }, [PATH])).toThrow('name of the ingress must be lower-case letters');
  });
});

describe('ingressPort', () => {
  test('is a name where an Ingress may use it, else a number', () => {
    expect(ingressPort({ name: 'http', port: 80 })).toEqual({ name: 'http' });
    expect(ingressPort({ name: 'stockmanager-mgt', port: 9081 })).toEqual({ number: 9081 });
    expect(ingressPort({ port: 80 })).toEqual({ number: 80 });
  });
});
