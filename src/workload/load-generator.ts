import { Construct } from 'constructs';
import type { Deployment } from 'kubernetes-types/apps/v1';
import type { Job } from 'kubernetes-types/batch/v1';
import { Manifest, Mesh, meshOf, MeshObject } from '../mesh';
import { dnsLabel } from '../mesh/input';
import { hasNativeSidecars, nativeSidecarAnnotations } from '../mesh/native-sidecar';
import { warn } from '../mesh/warning';
import { deployment } from './deployment';
import { loadProgram, LoadProps } from './load-program';
import { PodIdentity, PodProps, PodSettings, podTemplate } from './pod';

/** What is called, and by which pod. */
export interface LoadGeneratorProps
  extends LoadProps, Omit<PodSettings, keyof LoadProps | 'livenessProbe' | 'readinessProbe' | 'startupProbe'> {
  /**
   * The name of the Deployment or Job, and of the label `app` of its pod.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * An image of Fortio, or, with `command` or `args`, of another program. Fortio's own runs as root unless told otherwise: a copy of it needs `runAsUser`.
   *
   * @default 'fortio/fortio:1.75.3' - as user 65532
   */
  readonly image?: string;
}

const FORTIO = { image: 'fortio/fortio:1.75.3', user: 65532 };

/**
 * Calls a URL at a steady rate, with Fortio.
 *
 * It is the caller's proxy that splits and routes: put the pod into the mesh, or its requests go past all of that.
 */
export class LoadGenerator extends Construct {
  /** The Deployment, or the Job where a duration is given. */
  public readonly workload: MeshObject<Deployment> | MeshObject<Job>;

  /** @throws if the URL, a number, a header or a name is none, there are credentials in it, or another program than Fortio would not see a prop */
  constructor(scope: Construct, id: string, props: LoadGeneratorProps) {
    super(scope, id);
    const name = dnsLabel('name of the load generator', props.name ?? id);
    const identity: PodIdentity = { containerName: 'load', selector: { app: name }, ports: [] };
    const image = props.image ?? FORTIO.image;
    const runAsUser = props.runAsUser ?? (props.image === undefined ? FORTIO.user : undefined);
    const pod = { ...props, ...loadProgram(props), image, runAsUser };
    if (props.duration === undefined) {
      // Never two at a time, which would double the rate.
      const manifest = deployment(name, identity.selector, identity, { ...pod, replicas: 1, strategy: { type: 'Recreate' } });
      this.workload = new MeshObject(this, 'Resource', manifest);
    } else {
      this.workload = new MeshObject(this, 'Resource', job(name, identity, pod));
      if (outlivesJob(meshOf(this), props.podAnnotations ?? {})) warn(this, neverEnds(meshOf(this)));
    }
  }
}

function job(name: string, identity: PodIdentity, props: PodProps): Manifest<Job> {
  const { metadata, spec } = podTemplate(identity, props);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels: { ...identity.selector } },
    spec: { template: { metadata, spec: spec && { ...spec, restartPolicy: 'Never' } } },
  };
}

/** Whether the proxy keeps the pod of a Job running. */
function outlivesJob(mesh: Mesh, podAnnotations: Readonly<Record<string, string>>): boolean {
  if (mesh.name !== 'linkerd' || podAnnotations['linkerd.io/inject'] === 'disabled') return false;
  const asked = nativeSidecarAnnotations(mesh).find((annotation) => Object.hasOwn(podAnnotations, annotation));
  return asked === undefined ? !hasNativeSidecars(mesh) : podAnnotations[asked] !== 'true';
}

function neverEnds(mesh: Mesh): string {
  const nativeSidecar =
    nativeSidecarAnnotations(mesh).length === 0
      ? ''
      : 'make it a native sidecar with podAnnotations: injectionAnnotations({ nativeSidecar: true }, meshOf(chart)), or ';
  return `the Job does not end, because the proxy of ${mesh} does not; ${nativeSidecar}leave duration out and delete the Deployment in time`;
}
