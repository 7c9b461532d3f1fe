import type { Problem } from '../../problem';
import type { Rule } from '../../rule';
import type { Split } from '../../state/split';

/** A name that means a Service of another namespace, where none can be meant. */
export const crossNamespaceLeaf: Rule = {
  name: 'cross-namespace-leaf',
  severity: 'error',
  summary: 'A TrafficSplit names a Service in another form than by its bare name.',
  why:
    'The SMI adaptor puts the namespace of the split behind each name, so `web.shop` becomes `web.shop.shop.svc.cluster.local`, which is no Service: as the Service that is split it has no effect, and as a backend its share ' +
    'fails (linkerd-smi 0.2.7, run).',
  fix: 'Write the bare name, and put the split into the namespace of its Services. An HTTPRoute can send to other namespaces.',
  *check({ state, mesh }) {
    if (!mesh.hasProfiles) return;
    for (const split of state.splits.filter(({ manifest }) => mesh.splitApis.includes(manifest.apiVersion))) yield* problemsIn(split);
  },
};

function* problemsIn({ manifest, namespace, service, backends }: Split): Generator<Problem> {
  const names = [
    { name: service, path: ['spec', 'service'] },
    ...backends.map((each, index) => ({ name: each.service, path: ['spec', 'backends', index, 'service'] })),
  ];
  for (const { name, path } of names) {
    if (/[./]/.test(name)) yield { manifest, path, message: `${JSON.stringify(name)} is no bare name of a Service in ${namespace}` };
  }
}
