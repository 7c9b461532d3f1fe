import { execFileSync } from 'node:child_process';
import { readFileSync, statfsSync } from 'node:fs';
import { availableParallelism, type } from 'node:os';
import { helmPath, kubectlPath } from '../scripts/kubectl';

/** Magic numbers of file systems (linux/magic.h). */
const FILE_SYSTEMS = new Map([
  [0xef53, 'ext4'],
  [0x58465342, 'xfs'],
  [0x9123683e, 'btrfs'],
  [0x794c7630, 'overlayfs'],
  [0x01021994, 'tmpfs, that is memory'],
]);

/** What the numbers depend on, without the name of the machine. */
export function machine(work: string): string[] {
  const cdk8s = JSON.parse(readFileSync(require.resolve('cdk8s/package.json'), 'utf8')) as { version: string };
  const helm = execFileSync(helmPath(), ['version', '--template', '{{ .Version }}'], { encoding: 'utf8' });
  const kubectl = JSON.parse(execFileSync(kubectlPath(), ['version', '--client', '--output', 'json'], { encoding: 'utf8' })) as {
    clientVersion: { gitVersion: string };
    kustomizeVersion: string;
  };
  return [
    `${availableParallelism()} cores`,
    type(),
    `Node ${process.versions.node}`,
    `cdk8s ${cdk8s.version}`,
    `Helm ${helm.replace(/^v/, '')}`,
    `kubectl ${kubectl.clientVersion.gitVersion.replace(/^v/, '')} with kustomize ${kubectl.kustomizeVersion.replace(/^v/, '')}`,
    `files written to ${FILE_SYSTEMS.get(statfsSync(work).type) ?? 'another file system'}`,
  ];
}
