import { Workload, type MeshChart, type WorkloadProps } from 'cdk8s-mesh';
import { untyped, type BadProp } from './row';

/** A workload with a port of another number in its pods. */
export const web = (props: Partial<WorkloadProps>) => (chart: MeshChart) =>
  new Workload(chart, 'web', { image: 'web:1', ports: { http: { port: 80, targetPort: 8080 } }, ...props });

/** Where the pod of a workload is. */
export const POD = '/spec/template/spec';

/** Where its first container is. */
export const CONTAINER = `${POD}/containers/0`;

/** What may be wrong with the container of a Deployment. */
export const container: readonly BadProp[] = [
  { what: 'no image', at: `${CONTAINER}/image`, value: '', make: web({ image: '' }), says: 'image must be a line of text' },
  {
    what: 'a pull policy in lower case',
    at: `${CONTAINER}/imagePullPolicy`,
    value: 'always',
    make: web({ imagePullPolicy: untyped('always') }),
    says: 'imagePullPolicy must be one of Always',
  },
  {
    what: 'a name with a dot',
    at: `${CONTAINER}/name`,
    value: 'web.1',
    make: web({ containerName: 'web.1' }),
    says: 'name of the container must be a DNS label',
  },
  {
    what: 'port 70000',
    at: `${CONTAINER}/ports/0/containerPort`,
    value: 70000,
    make: web({ ports: { http: { port: 80, targetPort: 70000 } } }),
    says: 'from 1 to 65535, got 70000',
  },
  {
    what: 'the name of a port with 16 characters',
    at: `${CONTAINER}/ports/0/name`,
    value: 'stockmanager-mgt',
    make: web({ ports: { http: { port: 80, containerPortName: 'stockmanager-mgt' } } }),
    says: 'containerPortName must have at most 15 characters',
  },
  {
    what: 'two ports of one name',
    at: `${CONTAINER}/ports`,
    value: [8080, 9090].map((containerPort) => ({ name: 'web', containerPort })),
    field: 'spec.template.spec.containers[0].ports[1].name',
    make: web({ ports: { a: { port: 8080, containerPortName: 'web' }, b: { port: 9090, containerPortName: 'web' } } }),
    says: 'containerPortName must differ from port to port',
  },
  {
    what: 'a variable with "=" in its name',
    at: `${CONTAINER}/env`,
    value: [{ name: 'A=B', value: 'x' }],
    field: 'spec.template.spec.containers[0].env[0].name',
    make: web({ env: { 'A=B': 'x' } }),
    says: 'name of an environment variable must be letters',
  },
  {
    what: 'a variable from two places',
    at: `${CONTAINER}/env`,
    value: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'b' }, configMapKeyRef: { name: 'a', key: 'b' } } }],
    field: 'spec.template.spec.containers[0].env[0].valueFrom',
    make: web({ env: { A: { secretKeyRef: { name: 'a', key: 'b' }, configMapKeyRef: { name: 'a', key: 'b' } } } }),
    says: 'environment variable A must have exactly one of',
  },
  {
    what: 'variables from a Secret in upper case',
    at: `${CONTAINER}/envFrom`,
    value: [{ secretRef: { name: 'Web' } }],
    field: 'spec.template.spec.containers[0].envFrom[0].secretRef.name',
    make: web({ envFrom: [{ secretRef: { name: 'Web' } }] }),
    says: 'name of the Secret of envFrom must be lower-case letters',
  },
  {
    what: 'a quantity that is none',
    at: `${CONTAINER}/resources`,
    value: { requests: { cpu: 'much' } },
    field: 'quantities must match',
    make: web({ resources: { requests: { cpu: 'much' } } }),
    says: 'request of cpu must be a Kubernetes quantity',
  },
  {
    what: 'a request above its limit',
    at: `${CONTAINER}/resources`,
    value: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } },
    field: 'spec.template.spec.containers[0].resources.requests',
    make: web({ resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } }),
    says: 'request of memory must be at most its limit',
  },
  {
    what: 'a probe that asks nothing',
    at: `${CONTAINER}/livenessProbe`,
    value: { periodSeconds: 5 },
    make: web({ livenessProbe: { periodSeconds: 5 } }),
    says: 'livenessProbe must have exactly one of',
  },
  {
    what: 'a probe of port 0',
    at: `${CONTAINER}/readinessProbe`,
    value: { tcpSocket: { port: 0 } },
    make: web({ readinessProbe: { tcpSocket: { port: 0 } } }),
    says: 'port of readinessProbe must be a whole number from 1 to 65535, got 0',
  },
  {
    what: 'a probe with a negative period',
    at: `${CONTAINER}/startupProbe`,
    value: { tcpSocket: { port: 8080 }, periodSeconds: -1 },
    make: web({ startupProbe: { tcpSocket: { port: 8080 }, periodSeconds: -1 } }),
    says: 'periodSeconds of startupProbe must be a whole number from 0',
  },
  {
    what: 'privileges that are forbidden at once',
    at: `${CONTAINER}/securityContext/privileged`,
    value: true,
    field: 'spec.template.spec.containers[0].securityContext',
    make: web({ securityContext: { privileged: true } }),
    says: 'securityContext must not have privileged where allowPrivilegeEscalation is false',
  },
  {
    what: 'a user below 0',
    at: `${CONTAINER}/securityContext/runAsUser`,
    value: -1,
    make: web({ runAsUser: -1 }),
    says: 'runAsUser must be a whole number',
  },
];
