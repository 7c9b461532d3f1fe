import { check, traffic, type Finding } from 'cdk8s-mesh/check';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { ports: [{ port: 80 }] } };
const split = {
  apiVersion: 'split.smi-spec.io/v1alpha2',
  kind: 'TrafficSplit',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { service: 'web', backends: [{ service: 'web-v2', weight: 1 }] },
};

const findings: Finding[] = check([service, split], { complete: true });
if (!findings.some(({ rule }) => rule === 'live-backend-missing')) throw new Error(JSON.stringify(findings));
const shares = traffic([service]).of('shop/web:80').get('/');
if (shares['unknown'] !== '1') throw new Error(JSON.stringify(shares));

// What is required is in the one cache of the process, whoever required it; cdk8s is CommonJS.
const { cache } = createRequire(join(process.cwd(), 'check.js'));
const loaded = Object.keys(cache).filter((file) => /node_modules[\\/](cdk8s|constructs)[\\/]/.test(file));
if (loaded.length > 0) throw new Error(`check loads ${loaded[0]}`);
