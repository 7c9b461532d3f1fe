import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { exampleNames, foldersOf, synthesize } from '../../scripts/examples';
import { kubectlPath } from '../../scripts/kubectl';
import { deploymentsReady, isReady, pods } from '../cluster/pods';
import { useCluster } from '../cluster/use-cluster';
import { namespacesOf, objectsIn } from '../support/objects';

/** Containers of the examples that do not follow the restricted Pod Security Standard, and why. All others do. */
const UNRESTRICTED: Readonly<Record<string, readonly string[]>> = {
  // The images run as root, so the example opts out.
  booksapp: ['service', 'traffic'],
  // A Deployment that its user made with cdk8s-plus before.
  compose: ['main'],
  // The images run as root, so the example opts out.
  emojivoto: ['emoji-svc', 'vote-bot', 'voting-svc', 'web-svc'],
};

const STRICT = ['apply', '--server-side', '--validate=strict', '--force-conflicts'];

describe('every example', () => {
  const cluster = useCluster();
  let accepted = 0;
  before(() =>
    cluster()
      .crdSources()
      .forEach((line) => console.log(`# ${line}`)),
  );
  after(() => console.log(`# the API server accepted ${accepted} objects of the examples`));

  for (const example of exampleNames()) {
    const unrestricted = UNRESTRICTED[example] ?? [];

    describe(example, () => {
      it('is accepted object by object, with no warning but of the pods that opted out of the restricted standard', async () => {
        const folders = foldersOf(await synthesize(example, cluster().newFolder(example)));
        const { used, made } = namespacesOf(folders.flatMap(objectsIn));
        // Enforced where all pods follow it, as they do by default.
        for (const namespace of new Set([...used, ...made])) await namespaceWith(namespace, unrestricted.length === 0 ? 'enforce' : 'warn');

        const warned = new Set<string>();
        for (const folder of folders) {
          const dry = await cluster().run(kubectlPath(), [...STRICT, '--dry-run=server', '-f', folder]);
          const real = await cluster().run(kubectlPath(), [...STRICT, '-f', folder]);
          assert.equal(lines(dry.stdout).length, objectsIn(folder).length);
          assert.equal(lines(real.stdout).length, objectsIn(folder).length);
          accepted += lines(real.stdout).length;
          for (const line of lines(dry.stderr + real.stderr))
            warned.add(/would violate PodSecurity .*?container "([^"]+)"/.exec(line)?.[1] ?? line);
        }
        assert.deepEqual([...warned].sort(), unrestricted);
      });

      it('has pods that become ready', async () => {
        const objects = foldersOf(await synthesize(example, cluster().newFolder(example))).flatMap(objectsIn);
        for (const { metadata } of objects.filter(({ kind }) => kind === 'Deployment')) {
          const { name = '', namespace = '' } = metadata ?? {};
          await deploymentsReady(cluster(), namespace);
          const { spec } = await cluster().apps.readNamespacedDeployment({ name, namespace });
          const ready = (await pods(cluster(), namespace, spec?.selector.matchLabels)).filter(isReady);
          assert.equal(ready.length, spec?.replicas, `${namespace}/${name}`);
        }
      });
    });
  }

  /** Several examples share a namespace. */
  async function namespaceWith(name: string, mode: 'enforce' | 'warn'): Promise<void> {
    const labels = { 'pod-security.kubernetes.io/warn': 'restricted', [`pod-security.kubernetes.io/${mode}`]: 'restricted' };
    const known = await cluster().core.listNamespace();
    if (!known.items.some(({ metadata }) => metadata?.name === name)) return cluster().addNamespace(name, labels);
    const enforced = { 'pod-security.kubernetes.io/enforce': mode === 'enforce' ? 'restricted' : 'privileged' };
    await cluster().objects.patch({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { ...labels, ...enforced } } });
  }
});

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
