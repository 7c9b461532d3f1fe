import type { Cluster } from '../cluster/cluster';
import type { User } from '../cluster/control-plane';
import type { DeployTool as Prediction } from '../../src/check/deploy/deploy-tool';

/** A folder of manifests that is deployed as one application. */
export interface Bundle {
  /** Of the release, the application, the Kustomization: a bundle of the same name is the next state of the same application. */
  readonly name: string;
  /** Holds YAML files, and a `Kustomization` where `kubectl -k` is to read it. */
  readonly folder: string;
  /** Of its objects, which all say so themselves. */
  readonly namespace: string;
}

/** What a tool printed. */
export interface Said {
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that makes the cluster hold what a folder says. */
export interface DeployTool {
  readonly name: string;
  /** As whom it talks to the API server. */
  readonly user: User;
  /**
   * What it writes of a state that the cluster has already: `all` objects, each time; those that the API server keeps in `another form` than they were given,
   * because the tool compares on its own side; or `none`.
   */
  readonly rewrites: 'all' | 'another form' | 'none';
  /** What this package says of it. */
  readonly predicts: Prediction;
  /** Returns when all is written. Throws what the tool said, if it failed. */
  deploy(cluster: Cluster, bundle: Bundle): Promise<Said>;
}
