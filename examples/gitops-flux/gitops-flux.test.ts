import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { MeshApp } from 'cdk8s-mesh';
import { check } from 'cdk8s-mesh/check';
import { stepsOf, unsafeSteps } from '../../test/support/release';
import { Web } from './web';

describe('gitops-flux', () => {
  const release = new Web(new MeshApp(), 'web', 'baseline');

  test('writes what was written before', () => {
    expect(release.step('canary-10').chart.toJson()).toMatchSnapshot();
  });

  test('goes the steps that it went before', () => {
    expect(stepsOf(release.plan())).toMatchSnapshot();
  });

  test('check finds nothing wrong with any state', () => {
    for (const { name, chart } of [...release.steps, release.rollback])
      expect([name, ...check(chart.toJson(), { target: 'flux' })]).toEqual([name]);
  });

  test('no request is lost, or goes to the wrong version, between two steps or on the way back, whatever the tool', () => {
    expect(unsafeSteps(release.plan())).toEqual([]);
  });

  test('the Flux Kustomization waits for that of the namespace, and looks at the current step', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'gitops-flux-'));
    const app = new MeshApp({ outdir });
    new Web(app, 'web', 'canary-10');
    app.synth();
    const written = readFileSync(join(outdir, 'web/delivery/8000-kustomization-web.yaml'), 'utf8');
    rmSync(outdir, { recursive: true });
    expect(load(written)).toMatchObject({
      kind: 'Kustomization',
      spec: { path: './dist/web/current', prune: true, wait: true, dependsOn: [{ name: 'shop-namespace' }] },
    });
  });
});
