import { ApiObject, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { VersionedService, Workload, existingService } from '../../src/service';
import { portOf, ServiceLike, serviceRef } from '../../src/service/service-ref';
import { plainChart, shop } from './kit';

describe('existingService', () => {
  test('with one number has one port without a name', () => {
    expect(existingService('zipkin', 9411).toServiceRef()).toEqual({ name: 'zipkin', ports: [{ port: 9411 }] });
  });

  test('takes ports by name, and a namespace', () => {
    expect(existingService('web', { http: 80, admin: 9990 }, { namespace: 'shop' }).toServiceRef()).toEqual({
      name: 'web',
      namespace: 'shop',
      ports: [
        { name: 'http', port: 80 },
        { name: 'admin', port: 9990 },
      ],
    });
  });

  test.each<[() => unknown, string]>([
    [() => existingService('Zipkin', 9411), 'name of the service must be a DNS label'],
    [() => existingService('9zipkin', 9411), 'name of the service must start with a letter'],
    [() => existingService('zipkin.shop', 9411), 'name of the service must be a DNS label'],
    [() => existingService('zipkin', 0), 'port of the service must be a whole number from 1 to 65535, got 0'],
    [() => existingService('zipkin', { http: 65536 }), 'port http must be a whole number from 1 to 65535, got 65536'],
    [() => existingService('zipkin', { 'a b': 80 }), 'name of a port must be a DNS label'],
    [() => existingService('zipkin', { a: 80, b: 80 }), 'ports of service zipkin must have numbers of their own, got 80 twice'],
    [() => existingService('zipkin', 80, { namespace: 'a.b' }), 'namespace of the service must be a DNS label'],
  ])('refuses what no Service can be: %#', (make, message) => {
    expect(make).toThrow(message);
  });
});

describe('serviceRef', () => {
  function service(chart: Chart, spec: object): ApiObject {
    return new ApiObject(chart, 'web', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec });
  }

  test('reads a plain object', () => {
    expect(serviceRef(service(shop(), { ports: [{ name: 'http', port: 80, targetPort: 8080 }] }))).toEqual({
      name: 'web',
      namespace: 'shop',
      ports: [{ name: 'http', port: 80 }],
      unroutable: false,
      externalName: false,
    });
  });

  test('reads a Service of cdk8s-plus-27', () => {
    const made = new kplus.Service(shop(), 'web', { metadata: { name: 'web' }, ports: [{ port: 80, name: 'http' }] });
    expect(serviceRef(made)).toMatchObject({ name: 'web', namespace: 'shop', ports: [{ name: 'http', port: 80 }] });
  });

  test('leaves out ports that are not TCP, which meshes do not route', () => {
    const ports = [
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: 'dns-tcp', port: 53, protocol: 'TCP' },
    ];
    expect(serviceRef(service(shop(), { ports })).ports).toEqual([{ name: 'dns-tcp', port: 53 }]);
  });

  test('knows a headless Service and an ExternalName', () => {
    expect(serviceRef(service(shop(), { clusterIP: 'None' }))).toMatchObject({ unroutable: true, externalName: false });
    expect(serviceRef(service(shop(), { type: 'ExternalName', externalName: 'example.com' }))).toMatchObject({
      unroutable: true,
      externalName: true,
    });
  });

  test('asks what knows itself', () => {
    const chart = plainChart();
    const versioned = new VersionedService(chart, 'web', { ports: { http: 80 }, stable: '1', versions: { '1': { image: 'web:1' } } });
    const workload = new Workload(chart, 'shop', { image: 'shop:1', ports: { http: 80 } });
    expect(serviceRef(versioned)).toEqual({ name: 'web', namespace: undefined, ports: [{ name: 'http', port: 80 }] });
    expect(serviceRef(versioned.version('1'))).toEqual({ name: 'webv1', namespace: undefined, ports: [{ name: 'http', port: 80 }] });
    expect(serviceRef(workload)).toEqual({ name: 'shop', namespace: undefined, ports: [{ name: 'http', port: 80 }] });
  });

  test('refuses another kind, a name and an empty construct', () => {
    const chart = shop();
    const config = new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' } });
    const name: unknown = 'zipkin';
    expect(() => serviceRef(config)).toThrow('service must be a Service, got the ConfigMap "config"');
    expect(() => serviceRef(name as ServiceLike)).toThrow('service must be a construct of a Service, got "zipkin"');
    expect(() => serviceRef(new Construct(chart, 'empty'))).toThrow('ApiObject');
  });
});

describe('portOf', () => {
  const web = existingService('web', { http: 80, admin: 9990 }).toServiceRef();

  test('finds a port by name or number, and the main one', () => {
    expect(portOf(web)).toEqual({ name: 'http', port: 80 });
    expect(portOf(web, 'admin')).toEqual({ name: 'admin', port: 9990 });
    expect(portOf(web, 9990)).toEqual({ name: 'admin', port: 9990 });
  });

  test('lists the ports where there is none', () => {
    expect(() => portOf(web, 'grpc')).toThrow('port of service web must be one that it has: http (80), admin (9990); got "grpc"');
    expect(() => portOf({ name: 'web', ports: [] })).toThrow('none that we know of; got "none"');
  });
});
