import { createHash } from 'node:crypto';
import type { ConfigMap } from 'kubernetes-types/core/v1';
import { objectName, show } from '../mesh/input';
import { Manifest } from '../mesh/mesh-object';
import { MountedVolume } from './container';

/** Files that a container reads: they become a ConfigMap, and a volume with the name `config`. */
export interface ConfigFiles {
  /** The folder in which the container sees them: an absolute path. What the image has there is hidden. */
  readonly mountPath: string;
  /** Text by file name, 1 MiB in all at most. */
  readonly files: Readonly<Record<string, string>>;
}

/** A ConfigMap, its volume, and what changes when it does. */
export interface MountedConfig {
  readonly manifest: Manifest<ConfigMap>;
  readonly volume: MountedVolume;
  /** A digest of the files: pods do not restart when a ConfigMap changes, but when an annotation of theirs does. */
  readonly digest: string;
}

/** What the API server takes in one ConfigMap, in bytes (Kubernetes 1.34). */
const MAX_BYTES = 1024 * 1024;

/**
 * The ConfigMap of a Deployment's files.
 *
 * @throws if there is no file, a name is no key of a ConfigMap, which a path is not, or the files are too large for one
 */
export function configFiles(deploymentName: string, { mountPath, files }: ConfigFiles): MountedConfig {
  const entries = Object.entries<unknown>(files);
  if (entries.length === 0) throw new Error('files of config must have at least one file, got none; leave config out');
  for (const [file, text] of entries) {
    if (!/^[-._a-zA-Z0-9]{1,253}$/.test(file) || file.startsWith('..') || file === '.') {
      throw new Error(`name of a config file must be letters, digits, "-", "_" and ".", without a path, got ${show(file)}`);
    }
    if (typeof text !== 'string') throw new Error(`config file ${file} must be text, got ${show(text)}`);
  }
  const size = entries.reduce((sum, [file, text]) => sum + Buffer.byteLength(file) + Buffer.byteLength(String(text)), 0);
  if (size > MAX_BYTES) {
    throw new Error(`files of config must have ${MAX_BYTES} bytes at most, got ${size}; put large files into the image or a volume`);
  }
  const name = objectName('name of the config map', `${deploymentName}-config`);
  return {
    manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { ...files } },
    volume: { name: 'config', configMap: { name }, mountPath, readOnly: true },
    digest: createHash('sha256')
      .update(JSON.stringify(Object.entries(files)))
      .digest('hex'),
  };
}
