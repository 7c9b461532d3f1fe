import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonPatch } from 'cdk8s';
import { loadAll } from 'js-yaml';
import { Mesh, MeshApp, MeshChart, warningsOf } from '../../src/mesh';
import { Delivery, ReleaseStage } from '../../src/release';
import { KubeObject } from '../../src/bundle';
import { dataIn, web, WEB, written } from './kit';

const files = written((app) => web({ current: 'canary-10' }, app));

describe('the folders of a release', () => {
  test('are its states, which one is current, the way back, what to delete, and the plan', () => {
    const folders = [...files.keys()].map((path) => path.split('/').slice(0, -1).join('/'));
    expect([...new Set(folders)]).toEqual([
      '',
      'web/current',
      'web/plan',
      'web/rollback',
      'web/steps/00-baseline',
      'web/steps/10-canary-0',
      'web/steps/20-canary-10',
      'web/steps/30-canary-50',
      'web/steps/40-canary-100',
      'web/steps/50-promote',
      'web/steps/60-cleanup',
      'web/teardown',
    ]);
  });

  test('each hold a whole state, in files of one object each, that -f and -k take in one order', () => {
    expect([...files.keys()].filter((path) => path.startsWith('web/steps/20'))).toEqual([
      'web/steps/20-canary-10/2000-service-web.yaml',
      'web/steps/20-canary-10/2000-service-webv1.yaml',
      'web/steps/20-canary-10/2000-service-webv2.yaml',
      'web/steps/20-canary-10/3100-httproute-web.yaml',
      'web/steps/20-canary-10/4000-deployment-webv1.yaml',
      'web/steps/20-canary-10/4000-deployment-webv2.yaml',
      'web/steps/20-canary-10/Kustomization',
    ]);
  });

  test('differ from one share to the next in the route alone', () => {
    const inStep = (folder: string) =>
      new Map(
        [...files].filter(([path]) => path.startsWith(`web/steps/${folder}/`)).map(([path, text]) => [path.split('/').at(-1) ?? '', text]),
      );
    const [before, after] = [inStep('20-canary-10'), inStep('30-canary-50')];
    expect([...after].filter(([name, text]) => before.get(name) !== text).map(([name]) => name)).toEqual(['3100-httproute-web.yaml']);
  });

  test('current names one of them, and another step changes one line of it and nothing else but the plan', () => {
    expect(dataIn(files, 'web/current/Kustomization')).toEqual({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      sortOptions: { order: 'fifo' },
      resources: ['../steps/20-canary-10'],
    });
    const next = written((app) => web({ current: 'canary-50' }, app));
    const changed = [...next].filter(([path, text]) => files.get(path) !== text).map(([path]) => path);
    expect(changed.filter((path) => !path.startsWith('web/plan/'))).toEqual(['.cdk8s-mesh-files', 'web/current/Kustomization']);
    const [before, after] = [files, next].map((each) => each.get('web/current/Kustomization')?.split('\n') ?? []);
    expect(after?.filter((line, index) => line !== before?.[index])).toEqual(['  - "../steps/30-canary-50"']);
    expect(
      dataIn(
        written((app) => web({ current: 'rollback' }, app)),
        'web/current/Kustomization',
      ),
    ).toMatchObject({
      resources: ['../rollback'],
    });
  });

  test('teardown names every object of any state, pods before what sends to them, and holds nothing that could be applied', () => {
    const teardown = [...files].filter(([path]) => path.startsWith('web/teardown/'));
    expect(teardown.map(([path]) => path.slice('web/teardown/'.length))).toEqual([
      '6999-deployment-webv1.yaml',
      '6999-deployment-webv2.yaml',
      '7899-httproute-web.yaml',
      '8999-service-web.yaml',
      '8999-service-webv1.yaml',
      '8999-service-webv2.yaml',
    ]);
    for (const [, text] of teardown) expect(Object.keys(loadAll(text)[0] as object)).toEqual(['apiVersion', 'kind', 'metadata']);
  });

  test('are the same byte for byte, whatever the language and the time zone', () => {
    const { LANG, TZ } = process.env;
    process.env.LANG = 'tr_TR.UTF-8';
    process.env.TZ = 'Pacific/Chatham';
    try {
      expect(written((app) => web({ current: 'canary-10' }, app))).toEqual(files);
    } finally {
      process.env.LANG = LANG;
      process.env.TZ = TZ;
      if (LANG === undefined) delete process.env.LANG;
      if (TZ === undefined) delete process.env.TZ;
    }
  });

  test('as one stream are the objects of the current state', () => {
    const app = new MeshApp();
    const release = web({ current: 'canary-10', delivery: Delivery.argoCd() }, app);
    new MeshChart(app, 'other', { namespace: 'shop' });
    expect(loadAll(app.synthYaml()) as KubeObject[]).toEqual(release.step('canary-10').chart.toJson());
  });

  test('are left alone where somebody moved the pointer by hand', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'pointer-'));
    const synth = (): void => {
      const app = new MeshApp({ outdir });
      web({ current: 'canary-10' }, app);
      app.synth();
    };
    synth();
    const pointer = join(outdir, 'web/current/Kustomization');
    const moved = readFileSync(pointer, 'utf8').replace('20-canary-10', '30-canary-50');
    writeFileSync(pointer, moved);
    expect(synth).toThrow(/nothing was written, because .*Kustomization was changed by hand since it was synthesized/);
    expect(readFileSync(pointer, 'utf8')).toBe(moved);
    rmSync(outdir, { recursive: true });
  });

  test('warn of a step that is left out, as far as the pointer tells which one is deployed', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'jump-'));
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const warned = (current: ReleaseStage<10 | 50>): string[] => {
      const app = new MeshApp({ outdir });
      const release = web({ current }, app);
      app.synth();
      return warningsOf(release).map(({ message }) => message);
    };
    for (const step of ['canary-0', 'canary-0', 'canary-10', 'rollback', 'baseline', 'canary-0', 'canary-10', 'canary-50'] as const)
      expect(warned(step)).toEqual([]);
    expect(warned('cleanup')).toEqual([
      'current goes from steps/30-canary-50 to steps/60-cleanup, which is no step of the plan: ask `cdk8s-mesh diff` what that does',
    ]);
    expect(warned('rollback')).toHaveLength(1);
    stderr.mockRestore();
    rmSync(outdir, { recursive: true });
  });

  test('warn of each moment that is not safe with the tool that it is for', () => {
    const app = new MeshApp({ outdir: mkdtempSync(join(tmpdir(), 'unsafe-')) });
    // A user who gives the pods of the new version the labels of the stable ones.
    const release = web(
      {
        mesh: Mesh.linkerd('2.10'),
        service: WEB,
        also: ({ name, service, split }) => {
          if (name !== 'canary-0') return;
          service.service?.addJsonPatch(JsonPatch.remove('/spec/selector/version'));
          split.objects[0]?.addJsonPatch(JsonPatch.replace('/spec/service', 'elsewhere'));
        },
      },
      app,
    );
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    app.synth();
    app.synth();
    stderr.mockRestore();
    const messages = warningsOf(release).map(({ message }) => message);
    expect(messages.length).toBeGreaterThan(0);
    expect(new Set(messages).size).toBe(messages.length);
    expect(messages[0]).toMatch(/^on the way to canary-(0|10), with kubectl: .* of requests to shop\/web:80 reach/);
    rmSync(app.outdir, { recursive: true });
  });
});
