import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { VersionProps, VersionedService, existingService } from '../../src/service';
import { CanarySplit } from '../../src/traffic';
import { one, names, objects, plainChart, shop } from './kit';

const PORTS = { http: 80 };

function deployment(
  chart: Chart,
  name: string,
  labels: Record<string, string>,
  selector: Record<string, string> | undefined = labels,
): ApiObject {
  return new ApiObject(chart, `deployment-${name}`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: selector },
      template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    },
  });
}

function service(chart: Chart, name: string, selector?: Record<string, string>, ports: object[] = [{ name: 'http', port: 80 }]): ApiObject {
  return new ApiObject(chart, `service-${name}`, { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector, ports } });
}

describe('VersionedService of Deployments that exist', () => {
  test('makes only what is missing: the apex, and a Service that selects as the Deployment does', () => {
    const chart = shop();
    const labels = { app: 'legacy', track: 'stable' };
    new VersionedService(chart, 'web', { ports: PORTS, stable: 'v1', versions: { v1: { deployment: deployment(chart, 'web', labels) } } });
    expect(names(chart)).toEqual(['Service web', 'Service webv1', 'Deployment web']);
    expect(one(chart, 'Service', 'webv1')).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'webv1', namespace: 'shop', labels: { app: 'web', version: 'v1' } },
      spec: { type: 'ClusterIP', selector: labels, ports: [{ name: 'http', protocol: 'TCP', port: 80 }] },
    });
    expect(one(chart, 'Service', 'web')['spec']).toMatchObject({ selector: labels });
  });

  test('takes a Deployment of cdk8s-plus-27 whose containers come after it', () => {
    const chart = shop();
    const made = new kplus.Deployment(chart, 'web-deployment', { metadata: { name: 'web' } });
    const web = new VersionedService(chart, 'web', {
      ports: PORTS,
      stable: 'v1',
      versions: { v1: { deployment: made }, v2: { image: 'web:2' } },
    });
    new CanarySplit(chart, 'split', { service: web, weights: { v1: 90, v2: 10 } });
    made.addContainer({ image: 'web:1', portNumber: 80 });

    const selector = (one(chart, 'Deployment', 'web')['spec'] as { selector: { matchLabels: Record<string, string> } }).selector
      .matchLabels;
    expect(Object.keys(selector)).toEqual(['cdk8s.io/metadata.addr']);
    expect(one(chart, 'Service', 'webv1')['spec']).toMatchObject({ selector });
    expect(one(chart, 'Service', 'web')['spec']).toMatchObject({ selector });
    expect(ApiObject.of(web.version('v1')).name).toBe('web');
  });

  test('takes Deployment and Services of cdk8s-plus-27, in a plain chart, as they are', () => {
    const chart = plainChart('shop');
    const deployed = new kplus.Deployment(chart, 'deployed', {
      metadata: { name: 'web' },
      containers: [{ image: 'web:1', portNumber: 80 }],
    });
    const leaf = deployed.exposeViaService({ name: 'web-stable', ports: [{ name: 'http', port: 80 }] });
    const apex = new kplus.Service(chart, 'apex', { metadata: { name: 'web' }, ports: [{ name: 'http', port: 80 }] });
    const web = new VersionedService(chart, 'versions', {
      ports: PORTS,
      apex,
      stable: 'v1',
      versions: { v1: { deployment: deployed, service: leaf } },
    });
    apex.select(deployed);

    expect(web.serviceName).toBe('web');
    expect(web.service).toBe(ApiObject.of(apex));
    expect(ApiObject.of(web)).toBe(ApiObject.of(apex));
    expect(web.version('v1').toServiceRef()).toMatchObject({ name: 'web-stable', namespace: 'shop' });
    expect(names(chart).sort()).toEqual(['Deployment web', 'Service web', 'Service web-stable']);
    expect(() => App.of(chart).synthYaml()).not.toThrow();
  });

  test('takes an apex whose ports come later', () => {
    const chart = shop();
    const apex = new kplus.Service(chart, 'apex', { metadata: { name: 'web' } });
    const web = new VersionedService(chart, 'versions', { ports: PORTS, apex, stable: 'v1', versions: { v1: { image: 'web:1' } } });
    apex.bind(80, { name: 'http' });
    apex.selectLabel('app', 'web');
    expect(web.toServiceRef()).toMatchObject({ name: 'web', ports: [{ name: 'http', port: 80 }] });
    expect(names(chart)).toEqual(['Service web', 'Service webv1', 'Deployment webv1']);
  });

  test('takes an apex that is only named, and makes none', () => {
    const chart = shop();
    const apex = existingService('web', { http: 8080 }, { namespace: 'other' });
    const web = new VersionedService(chart, 'versions', { ports: PORTS, apex, stable: 'v1', versions: { v1: { image: 'web:1' } } });
    expect(web.service).toBeUndefined();
    expect(web.toServiceRef()).toEqual({ name: 'web', namespace: 'other', ports: [{ name: 'http', port: 8080 }] });
    expect(names(chart)).toEqual(['Service webv1', 'Deployment webv1']);
  });

  test('a name given beside an apex is that of the versions', () => {
    const chart = shop();
    const apex = existingService('web', 80);
    new VersionedService(chart, 'versions', { name: 'shop', ports: PORTS, apex, stable: 'v1', versions: { v1: { image: 'web:1' } } });
    expect(names(chart)).toEqual(['Service shopv1', 'Deployment shopv1']);
  });

  test('a long version needs no name where its Service exists', () => {
    const chart = shop();
    const labels = { app: 'web' };
    const versions = { ['1'.repeat(63)]: { deployment: deployment(chart, 'web', labels), service: service(chart, 'web-1', labels) } };
    new VersionedService(chart, 'web', { ports: PORTS, stable: '1'.repeat(63), versions });
    expect(names(chart)).toEqual(['Service web-1', 'Service web', 'Deployment web']);
  });

  describe('refuses', () => {
    const make = (chart: Chart, v1: VersionProps, more: object = {}) =>
      new VersionedService(chart, 'web', { ports: PORTS, stable: 'v1', versions: { v1 }, ...more });

    test('objects of another kind, and what is no object', () => {
      const chart = shop();
      const name: unknown = 'web';
      expect(() => make(chart, { deployment: service(chart, 'x') })).toThrow('deployment must be a Deployment, got the Service "x"');
      expect(() => make(shop(), { deployment: name as ApiObject })).toThrow('deployment must be a construct of a Deployment, got "web"');
      const labels = { app: 'web' };
      const other = shop();
      expect(() => make(other, { deployment: deployment(other, 'a', labels), service: deployment(other, 'b', labels) })).toThrow(
        'service must be a Service, got the Deployment "b"',
      );
      const third = shop();
      expect(() => make(third, { image: 'web:1' }, { name: 'web', apex: deployment(third, 'c', labels) })).toThrow(
        'apex must be a Service, got the Deployment "c"',
      );
    });

    test('a Deployment in another namespace than its Service', () => {
      const chart = shop();
      const elsewhere = new Chart(chart, 'elsewhere', { namespace: 'other' });
      expect(() => make(chart, { deployment: deployment(elsewhere, 'web', { app: 'web' }) })).toThrow(
        'deployment web must be in the namespace of its Service, shop, got other; put both into one',
      );
    });

    test('one Service for two versions, or for a version and the apex', () => {
      const chart = shop();
      const leaf = service(chart, 'leaf', { app: 'a' });
      const one = { deployment: deployment(chart, 'a', { app: 'a' }), service: leaf };
      const two = { deployment: deployment(chart, 'b', { app: 'b' }), service: leaf };
      expect(() => make(chart, one, { versions: { v1: one, v2: two } })).toThrow('versions v1 and v2 of web would share the service leaf');
      expect(() => make(shop(), one, { apex: leaf })).toThrow('the service of version v1 must not be that of the apex, leaf');
    });
  });

  describe('finds at synthesis', () => {
    const faults = (build: (chart: Chart) => VersionedService) => {
      const chart = shop();
      return build(chart).node.validate();
    };
    const web = (chart: Chart, versions: Record<string, VersionProps>, more: object = {}) =>
      new VersionedService(chart, 'web', { ports: PORTS, stable: Object.keys(versions)[0] ?? '', versions, ...more });

    test('nothing where all fits', () => {
      expect(
        faults((chart) =>
          web(chart, {
            v1: { deployment: deployment(chart, 'a', { app: 'a' }) },
            v2: { deployment: deployment(chart, 'b', { app: 'b' }), service: service(chart, 'b', { app: 'b' }) },
            v3: { image: 'web:3' },
          }),
        ),
      ).toEqual([]);
    });

    test('a Service that selects the pods of another version too', () => {
      expect(
        faults((chart) =>
          web(chart, {
            v1: { deployment: deployment(chart, 'a', { app: 'web' }) },
            v2: { deployment: deployment(chart, 'b', { app: 'web', track: 'canary' }, { track: 'canary' }) },
          }),
        ),
      ).toEqual(['the service of version v1 also selects the pods of version v2: app=web; add a version label to selector and pods']);
    });

    test('a Service that selects the pods of the wrong version', () => {
      expect(
        faults((chart) =>
          web(chart, {
            v1: { deployment: deployment(chart, 'a', { app: 'a' }), service: service(chart, 'leaf-a', { app: 'b' }) },
            v2: { deployment: deployment(chart, 'b', { app: 'b' }) },
          }),
        ),
      ).toEqual([
        'the service of version v1 selects app=b, but its pods have app=a',
        'the service of version v1 also selects the pods of version v2: app=b; add a version label to selector and pods',
        'the apex service selects app=b, but pods of the stable version v1 have app=a',
      ]);
    });

    test('a Service without a selector, and a Deployment without one', () => {
      const message =
        'the service of version v1 has no selector, so it finds no pods; give it one, or its Deployment spec.selector.matchLabels';
      const bare = (chart: Chart, spec?: object) =>
        new ApiObject(chart, 'bare', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'bare' }, spec });
      expect(
        faults((chart) => web(chart, { v1: { deployment: deployment(chart, 'a', { app: 'a' }), service: service(chart, 'leaf') } })),
      ).toEqual([message]);
      expect(faults((chart) => web(chart, { v1: { deployment: bare(chart) } }))).toEqual([message]);
      expect(faults((chart) => web(chart, { v1: { deployment: bare(chart, { selector: { matchExpressions: [] } }) } }))).toEqual([message]);
    });

    test('an apex that does not select the stable version', () => {
      expect(faults((chart) => web(chart, { v1: { image: 'web:1' } }, { apex: service(chart, 'web', { app: 'shop' }) }))).toEqual([
        'the apex service selects app=shop, but pods of the stable version v1 have app=web,version=v1',
      ]);
    });

    test('nothing wrong with an apex that its owner left without a selector', () => {
      expect(faults((chart) => web(chart, { v1: { image: 'web:1' } }, { apex: service(chart, 'web') }))).toEqual([]);
    });

    test('that an apex of all versions has nothing to select by', () => {
      expect(
        faults((chart) =>
          web(
            chart,
            { v1: { deployment: deployment(chart, 'a', { app: 'a' }) }, v2: { deployment: deployment(chart, 'b', { app: 'b' }) } },
            { selects: 'all' },
          ),
        ),
      ).toEqual(['the apex service selects nothing: the versions have no label in common; give their pods one, or leave selects out']);
    });

    test('the faults of versions that were added, each once', () => {
      expect(
        faults((chart) =>
          web(chart, { v1: { deployment: deployment(chart, 'a', { app: 'a' }) } })
            .addVersion('v2', { deployment: deployment(chart, 'b', { app: 'a' }) })
            .addVersion('v3', { deployment: deployment(chart, 'c', { app: 'c' }) }),
        ),
      ).toEqual([
        'the service of version v1 also selects the pods of version v2: app=a; add a version label to selector and pods',
        'the service of version v2 also selects the pods of version v1: app=a; add a version label to selector and pods',
      ]);
    });

    test('and nothing is written then', () => {
      const chart = shop();
      web(chart, { v1: { image: 'web:1' } }, { apex: service(chart, 'web', { app: 'shop' }) });
      expect(() => objects(chart)).toThrow('[shop/web] the apex service selects app=shop');
      expect(() => App.of(chart).synthYaml()).toThrow('nothing was written');
    });
  });
});
