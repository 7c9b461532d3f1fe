import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { FlaggerBench } from './use-flagger';

/** How the example podinfo-flagger is run here. */
export interface PodinfoOverlay {
  /** The folder of its manifests, which are used as they are. */
  readonly base: string;
  /** The namespace to run it in. */
  readonly namespace: string;
}

/** The namespace that the example names. */
const NAMESPACE = 'test';

/**
 * Writes a folder for `kubectl apply -k` with the example as its user has it, save for what no machine without Linkerd and a load tester has:
 *
 * - the address of Prometheus, in each MetricTemplate: that of the stub;
 * - the URL of the load tester, in each webhook: that of the receiver, with the name of the webhook;
 * - the interval: ten seconds, the shortest that Flagger knows, instead of thirty. Steps, threshold and checks stay as they are;
 * - the namespace, for a second copy in the same cluster.
 *
 * Returns that folder.
 */
export function writeOverlay({ cluster, metrics, webhooks }: FlaggerBench, { base, namespace }: PodinfoOverlay): string {
  const folder = cluster.newFolder('overlay');
  const elsewhere = namespace !== NAMESPACE;
  // Kustomize puts objects into a namespace, and does not know that gatewayRefs name one, too.
  const parent = elsewhere ? [replace('/spec/service/gatewayRefs/0/namespace', namespace)] : [];
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [relative(folder, base)],
    ...(elsewhere && { namespace }),
    patches: [
      { target: { kind: 'MetricTemplate' }, patch: patch([replace('/spec/provider/address', metrics.url)]) },
      {
        target: { kind: 'Canary' },
        patch: patch([
          replace('/spec/analysis/interval', '10s'),
          ...['acceptance-test', 'load-test'].flatMap((hook, index) => [
            { op: 'test', path: `/spec/analysis/webhooks/${index}/name`, value: hook },
            replace(`/spec/analysis/webhooks/${index}/url`, webhooks.url(hook)),
          ]),
          ...parent,
        ]),
      },
    ],
  };
  writeFileSync(join(folder, 'kustomization.yaml'), JSON.stringify(kustomization));
  return folder;
}

const replace = (path: string, value: string) => ({ op: 'replace', path, value });

const patch = (operations: readonly object[]): string => JSON.stringify(operations);
