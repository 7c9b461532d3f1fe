import { MeshNamespace, Workload, type MeshChart, type MeshNamespaceProps, type WorkloadProps } from 'cdk8s-mesh';
import { untyped, type KindOfProps } from './row';

const named = (props: MeshNamespaceProps) => (chart: MeshChart) => new MeshNamespace(chart, 'team', props);
const account = (props: Partial<WorkloadProps>) => (chart: MeshChart) =>
  new Workload(chart, 'web', { image: 'web:1', createServiceAccount: true, ...props });

const NAME = '/metadata/name';

/** What may be wrong with a Namespace. */
export const namespaces: KindOfProps = {
  kind: 'Namespace',
  good: (chart) => new MeshNamespace(chart, 'team', { name: 'team', labels: { tier: 'front' }, annotations: { note: 'x' } }).resource,
  bad: [
    { what: 'a name in upper case', at: NAME, value: 'Team', make: named({ name: 'Team' }), says: 'must be a DNS label' },
    { what: 'a name with a dot', at: NAME, value: 'team.shop', make: named({ name: 'team.shop' }), says: 'must be a DNS label' },
    {
      what: 'a name of 64 characters',
      at: NAME,
      value: 'x'.repeat(64),
      make: named({ name: 'x'.repeat(64) }),
      says: '(64 characters)',
    },
    {
      what: 'a label with a space',
      at: '/metadata/labels/tier',
      value: 'front end',
      field: 'metadata.labels',
      make: named({ labels: { tier: 'front end' } }),
      says: 'label of the namespace "tier" must be a label value',
    },
    {
      what: 'the key of a label with two slashes',
      at: '/metadata/labels/a~1b~1c',
      value: 'x',
      field: 'metadata.labels',
      make: named({ labels: { 'a/b/c': 'x' } }),
      says: 'must be a label key',
    },
    {
      what: 'an annotation that is no text',
      at: '/metadata/annotations/note',
      value: true,
      field: 'metadata.annotations',
      make: named({ annotations: { note: untyped(true) } }),
      says: 'must be a string, got true',
    },
    {
      what: 'more than 256 KiB of annotations',
      at: '/metadata/annotations/note',
      value: 'x'.repeat(2 ** 18),
      field: 'metadata.annotations',
      make: named({ annotations: { note: 'x'.repeat(2 ** 18) } }),
      says: 'must have 262144 bytes at most',
    },
  ],
};

/** What may be wrong with a ServiceAccount. */
export const serviceAccounts: KindOfProps = {
  kind: 'ServiceAccount',
  good: (chart) => new Workload(chart, 'web', { image: 'web:1', createServiceAccount: true }).serviceAccount,
  bad: [
    {
      what: 'a name with an underscore',
      at: NAME,
      value: 'web_account',
      make: account({ serviceAccountName: 'web_account' }),
      says: 'serviceAccountName must be lower-case letters',
    },
    {
      what: 'a name of 254 characters',
      at: NAME,
      value: 'x'.repeat(254),
      make: account({ serviceAccountName: 'x'.repeat(254) }),
      says: 'serviceAccountName must be lower-case letters',
    },
    {
      what: 'a label with a space',
      at: '/metadata/labels/app',
      value: 'my web',
      field: 'metadata.labels',
      make: account({ selector: { app: 'my web' } }),
      says: 'must be a label value',
    },
  ],
};
