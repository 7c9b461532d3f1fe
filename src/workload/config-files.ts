import { createHash } from 'node:crypto';
import type { ConfigMap } from 'kubernetes-types/core/v1';
import { objectName, show } from '../mesh/input';
import { Manifest } from '../mesh/mesh-object';
import { MountedVolume } from './container';

/** Files that a container reads: they become a ConfigMap. */
export interface ConfigFiles {
  /** The folder in which the container sees them. */
  readonly mountPath: string;
  /** Text by file name. */
  readonly files: Readonly<Record<string, string>>;
}

/** A ConfigMap, its volume, and what changes when it does. */
export interface MountedConfig {
  readonly manifest: Manifest<ConfigMap>;
  readonly volume: MountedVolume;
  /** A digest of the files: pods do not restart when a ConfigMap changes, but when an annotation of theirs does. */
  readonly digest: string;
}

/**
 * The ConfigMap of a Deployment's files.
 *
 * @throws if a name is no key of a ConfigMap, which a path is not
 */
export function configFiles(deploymentName: string, { mountPath, files }: ConfigFiles): MountedConfig {
  for (const file of Object.keys(files)) {
    if (!/^[-._a-zA-Z0-9]{1,253}$/.test(file) || file.startsWith('..') || file === '.') {
      throw new Error(`name of a config file must be letters, digits, "-", "_" and ".", without a path, got ${show(file)}`);
    }
  }
  const name = objectName('name of the config map', `${deploymentName}-config`);
  return {
    manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { ...files } },
    volume: { name: 'config', configMap: { name }, mountPath, readOnly: true },
    digest: createHash('sha256').update(JSON.stringify(Object.entries(files))).digest('hex'),
  };
}
