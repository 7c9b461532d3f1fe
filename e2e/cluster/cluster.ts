import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppsV1Api, CoreV1Api, DiscoveryV1Api, KubeConfig, KubernetesObjectApi } from '@kubernetes/client-node';
import { kubectlPath } from '../../scripts/kubectl';
import { programPath } from '../build/cache';
import { Undertaker } from '../process/undertaker';
import { Audit } from './audit';
import { Component, PortTakenError } from './component';
import { type ControlPlane, kubeconfigPath, startControlPlane, type User } from './control-plane';
import { type CrdSource, crdsIn, describeSources, knownCrds, type SourcedCrd } from './crds';
import { poll } from './poll';
import { run, type Ran } from './run';

/** How a cluster is started. */
export interface ClusterOptions {
  /** Port of the API server. @default - a free one */
  readonly port?: number;
}

/** How often a cluster is tried with other ports, when somebody takes one that was free a moment ago. */
const ATTEMPTS = 3;

/**
 * A Kubernetes control plane of its own: real API server, real controllers, no containers. It ends with `stop()`, or with this process at the latest.
 */
export class Cluster {
  /** A new cluster with all CRDs and one node, which takes pods. */
  static async start({ port }: ClusterOptions = {}): Promise<Cluster> {
    for (let attempt = 1; ; attempt++) {
      const folder = mkdtempSync(join(tmpdir(), 'cdk8s-mesh-cluster-'));
      const undertaker = new Undertaker();
      undertaker.removeAtEnd(folder);
      try {
        const cluster = new Cluster(folder, undertaker, await startControlPlane(folder, undertaker, port));
        await cluster.addNode();
        await cluster.serviceAccountOf('default');
        cluster.crds = await cluster.addCrds();
        return cluster;
      } catch (error) {
        await undertaker.close();
        if (!(error instanceof PortTakenError) || attempt === ATTEMPTS || port !== undefined) throw error;
      }
    }
  }

  /** Any object of any kind. */
  readonly objects: KubernetesObjectApi;
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly discovery: DiscoveryV1Api;
  /** Who wrote what, in which order. */
  readonly audit: Audit;

  private readonly config = new KubeConfig();
  private crds: readonly SourcedCrd[] = [];

  private constructor(
    /** Holds logs, kubeconfigs and the audit log. Removed at the end. */
    readonly folder: string,
    private readonly undertaker: Undertaker,
    private readonly controlPlane: ControlPlane,
  ) {
    this.config.loadFromFile(this.kubeconfig('harness'));
    this.objects = KubernetesObjectApi.makeApiClient(this.config);
    this.core = this.config.makeApiClient(CoreV1Api);
    this.apps = this.config.makeApiClient(AppsV1Api);
    this.discovery = this.config.makeApiClient(DiscoveryV1Api);
    this.audit = new Audit(controlPlane.auditLog, this.core);
  }

  /** The path of a file that lets a tool act as a user. */
  kubeconfig(user: User): string {
    return kubeconfigPath(this.folder, user);
  }

  /** Lines that say whence the CRDs of this cluster are. */
  crdSources(): string[] {
    return describeSources(this.crds);
  }

  /** Whence the CRD of a kind is; undefined for kinds of Kubernetes itself and those that are not there. */
  crdSource(apiVersion: string, kind: string): CrdSource | undefined {
    const [group, version = ''] = apiVersion.split('/');
    return this.crds.find(({ crd: { spec } }) => spec.group === group && spec.names.kind === kind)?.sources[version];
  }

  /** Runs a program that ends by itself. Throws what it said, if it exits with another code than those allowed. */
  async run(
    program: string,
    args: readonly string[],
    options: { readonly user?: User; readonly allow?: readonly number[] } = {},
  ): Promise<Ran> {
    const { user = 'admin', allow } = options;
    return run(this.undertaker, program, args, {
      cwd: this.folder,
      allow,
      env: { PATH: process.env.PATH, HOME: this.folder, KUBECONFIG: this.kubeconfig(user) },
    });
  }

  /** Starts a controller, as one of the programs that `npm run cluster:build` builds. It ends with the cluster. */
  start(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Component {
    return new Component(program, programPath(program), args, { undertaker: this.undertaker, folder: this.folder, env });
  }

  /** A new folder inside the cluster's. */
  newFolder(name: string): string {
    mkdirSync(join(this.folder, name), { recursive: true });
    return mkdtempSync(join(this.folder, name, 'x'));
  }

  /** A namespace that has its service account, without which no pod can be made. */
  async addNamespace(name: string, labels: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.objects.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
    await this.serviceAccountOf(name);
  }

  /** Keeps all new pods from being scheduled, so that none becomes ready, until they are released. */
  async holdPods(): Promise<void> {
    await this.schedule(false);
  }

  /** Ends `holdPods`. */
  async releasePods(): Promise<void> {
    await this.schedule(true);
  }

  /** Ends all processes, and removes the folder unless it is to be kept. */
  async stop({ keep = false } = {}): Promise<void> {
    if (keep) {
      this.undertaker.keep(this.folder);
      this.undertaker.removeAtEnd(join(this.folder, 'etcd'));
    }
    await this.undertaker.close();
  }

  /** Waits until the controllers have given a namespace its service account, and so are at work. */
  private async serviceAccountOf(namespace: string): Promise<void> {
    await poll(`the service account of namespace ${namespace}`, async () => {
      for (const controller of this.controlPlane.controllers) controller.refuseEnded();
      const { items } = await this.core.listNamespacedServiceAccount({ namespace });
      return items.length > 0 || undefined;
    });
  }

  private async addNode(): Promise<void> {
    await this.objects.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: NODE } });
  }

  private async addCrds(): Promise<readonly SourcedCrd[]> {
    const harness = { user: 'harness' } as const;
    const crds = await knownCrds(async (files) => {
      if (files.length === 0) return [];
      const { stdout } = await this.run(
        kubectlPath(),
        ['create', '--dry-run=client', '-o', 'json', ...files.flatMap((file) => ['-f', file])],
        harness,
      );
      return crdsIn(stdout);
    });
    const file = join(this.folder, 'crds.json');
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: crds.map(({ crd }) => crd) }));
    await this.run(kubectlPath(), ['create', '-f', file, '--validate=false'], harness);
    await this.run(kubectlPath(), ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=120s'], harness);
    return crds;
  }

  private async schedule(wanted: boolean): Promise<void> {
    await this.objects.patch({ apiVersion: 'v1', kind: 'Node', metadata: { name: NODE }, spec: { unschedulable: !wanted } } as Parameters<
      KubernetesObjectApi['patch']
    >[0]);
  }
}

const NODE = 'node';
