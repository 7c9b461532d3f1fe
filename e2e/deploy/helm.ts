import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { helmPath } from '../../scripts/kubectl';
import type { Cluster } from '../cluster/cluster';
import { namespacesOf, objectsIn } from '../support/objects';
import { DEPLOY_TOOLS } from '../../src/check/deploy/deploy-tool';
import { ensureNamespace } from './namespaces';
import type { Bundle, DeployTool } from './tool';

/** Where releases are kept whose namespace does not exist before them. */
const ELSEWHERE = 'helm-releases';

/** Helm 4.1, with the files as the templates of a chart. */
export const HELM: DeployTool = {
  name: 'helm upgrade --install',
  user: 'helm',
  rewrites: 'all',
  predicts: DEPLOY_TOOLS.helm,
  async deploy(cluster, bundle) {
    const chart = writeChart(cluster, bundle);
    const own = namespacesOf(objectsIn(bundle.folder)).made.includes(bundle.namespace);
    if (own) await ensureNamespace(cluster, ELSEWHERE);
    const namespace = own ? ELSEWHERE : bundle.namespace;
    return cluster.run(helmPath(), ['upgrade', '--install', bundle.name, chart, '--namespace', namespace], { user: 'helm' });
  },
};

function writeChart(cluster: Cluster, { name, folder }: Bundle): string {
  const chart = cluster.newFolder('charts');
  mkdirSync(join(chart, 'templates'));
  writeFileSync(join(chart, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`);
  for (const file of readdirSync(folder).filter((each) => each.endsWith('.yaml')))
    writeFileSync(join(chart, 'templates', file), literal(readFileSync(join(folder, file), 'utf8')));
  return chart;
}

/** A template that comes out as a text: `{{` in it would be read as Helm's own. */
const literal = (text: string): string => text.replaceAll('{{', '{{ "{{" }}');
