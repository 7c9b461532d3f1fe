import { container, CONTAINER, POD, web } from './containers';
import type { BadProp, KindOfProps } from './row';

const about: readonly BadProp[] = [
  {
    what: 'a negative number of pods',
    at: '/spec/replicas',
    value: -1,
    make: web({ replicas: -1 }),
    says: 'replicas must be a whole number from 0',
  },
  {
    what: 'a name in upper case',
    at: '/metadata/name',
    value: 'Web',
    make: web({ deploymentName: 'Web' }),
    says: 'must be lower-case letters',
  },
  {
    what: 'a selector that does not select its pods',
    at: '/spec/template/metadata/labels/app',
    value: 'other',
    field: 'spec.template.metadata.labels',
    make: web({ podLabels: { app: 'other' } }),
    says: 'label "app" of the pods must not be set',
  },
  {
    what: 'a label of the pods with a space',
    at: '/spec/template/metadata/labels/team',
    value: 'my team',
    field: 'spec.template.labels',
    make: web({ podLabels: { team: 'my team' } }),
    says: 'label of the pods "team" must be a label value',
  },
  {
    what: 'more than 256 KiB of annotations',
    at: '/spec/template/metadata/annotations',
    value: { note: 'x'.repeat(2 ** 18) },
    field: 'annotations',
    make: web({ podAnnotations: { note: 'x'.repeat(2 ** 18) } }),
    says: 'must have 262144 bytes at most',
  },
  {
    what: 'an unknown strategy',
    at: '/spec/strategy',
    value: { type: 'OnDelete' },
    make: web({ strategy: { type: 'OnDelete' } }),
    says: 'type of strategy must be one of RollingUpdate, Recreate',
  },
  {
    what: 'a strategy by which no pod may be replaced',
    at: '/spec/strategy',
    value: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } },
    field: 'spec.strategy.rollingUpdate.maxUnavailable',
    make: web({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }),
    says: 'must not both be 0',
  },
  {
    what: 'a percentage without its sign',
    at: '/spec/strategy',
    value: { rollingUpdate: { maxSurge: '25' } },
    field: 'spec.strategy.rollingUpdate.maxSurge',
    make: web({ strategy: { rollingUpdate: { maxSurge: '25' } } }),
    says: 'a percentage such as "25%", got "25"',
  },
];

const pod: readonly BadProp[] = [
  {
    what: 'two mounts at one place',
    at: `${CONTAINER}/volumeMounts`,
    value: ['a', 'b'].map((name) => ({ name, mountPath: '/data' })),
    field: 'spec.template.spec.containers[0].volumeMounts[1].mountPath',
    make: web({ volumes: ['a', 'b'].map((name) => ({ name, emptyDir: {}, mountPath: '/data' })) }),
    says: 'must be a path of its own',
  },
  {
    what: 'a volume with two sources',
    at: `${POD}/volumes`,
    value: [{ name: 'a', emptyDir: {}, configMap: { name: 'a' } }],
    field: 'spec.template.spec.volumes[0].configMap',
    make: web({ volumes: [{ name: 'a', emptyDir: {}, configMap: { name: 'a' }, mountPath: '/a' }] }),
    says: 'volume "a" must have one source',
  },
  {
    what: 'a volume of a Secret without a name',
    at: `${POD}/volumes`,
    value: [{ name: 'a', secret: {} }],
    field: 'spec.template.spec.volumes[0].secret.secretName',
    make: web({ volumes: [{ name: 'a', secret: {}, mountPath: '/a' }] }),
    says: 'secret of volume "a" must have secretName',
  },
  {
    what: 'two volumes of one name',
    at: `${POD}/volumes`,
    value: [{ name: 'a' }, { name: 'a' }],
    field: 'spec.template.spec.volumes[1].name',
    make: web({ volumes: ['/a', '/b'].map((mountPath) => ({ name: 'a', emptyDir: {}, mountPath })) }),
    says: 'name of a volume must be given once',
  },
  {
    what: 'a service account in upper case',
    at: `${POD}/serviceAccountName`,
    value: 'Web',
    make: web({ serviceAccountName: 'Web' }),
    says: 'serviceAccountName must be lower-case letters',
  },
];

/** What may be wrong with a Deployment. */
export const deployments: KindOfProps = {
  kind: 'Deployment',
  good: (chart) => web({ env: { A: 'x' }, volumes: [{ name: 'a', emptyDir: {}, mountPath: '/a' }] })(chart).deployment,
  bad: [...about, ...container, ...pod],
};
