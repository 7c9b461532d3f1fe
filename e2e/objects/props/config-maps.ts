import { Workload, type MeshChart } from 'cdk8s-mesh';
import { untyped, type KindOfProps } from './row';

const files = (files: Readonly<Record<string, string>>) => (chart: MeshChart) =>
  new Workload(chart, 'web', { image: 'web:1', config: { mountPath: '/etc/web', files } });

/** What may be wrong with a ConfigMap. */
export const configMaps: KindOfProps = {
  kind: 'ConfigMap',
  good: (chart) => files({ 'web.conf': 'x' })(chart).configMap,
  bad: [
    {
      what: 'more than 1 MiB',
      at: '/data/web.conf',
      value: 'x'.repeat(2 ** 20 + 1),
      field: 'Too long',
      make: files({ 'web.conf': 'x'.repeat(2 ** 20 + 1) }),
      says: 'files of config must have 1048576 bytes at most',
    },
    {
      what: 'a path for the name of a file',
      at: '/data/conf.d~1web.conf',
      value: 'x',
      field: 'data[conf.d/web.conf]',
      make: files({ 'conf.d/web.conf': 'x' }),
      says: 'name of a config file must be letters, digits',
    },
    {
      what: 'a name of a file with two dots first',
      at: '/data/..web',
      value: 'x',
      field: 'data[..web]',
      make: files({ '..web': 'x' }),
      says: 'got "..web"',
    },
    {
      what: 'a name of a file of 254 characters',
      at: `/data/${'x'.repeat(254)}`,
      value: 'x',
      field: 'data[xxx',
      make: files({ ['x'.repeat(254)]: 'x' }),
      says: 'name of a config file must be letters, digits',
    },
    {
      what: 'a file that is no text',
      at: '/data/web.conf',
      value: 8080,
      field: 'data',
      make: files({ 'web.conf': untyped(8080) }),
      says: 'config file web.conf must be text, got 8080',
    },
    {
      what: 'a name in upper case',
      at: '/metadata/name',
      value: 'Web-config',
      make: (chart) =>
        new Workload(chart, 'web', { image: 'web:1', deploymentName: 'Web', config: { mountPath: '/etc/web', files: { a: 'x' } } }),
      says: 'must be lower-case letters',
    },
  ],
};
