import { batches, type Write } from '../cluster/audit';
import type { Cluster } from '../cluster/cluster';
import { FLUX_NAMESPACE } from './flux';
import { idOf } from './objects';
import type { Bundle, DeployTool, Said } from './tool';

/** Things that are done one batch after the other; inside a batch the order is open. */
export type Batches<T> = readonly (readonly T[])[];

/** What a deployment did. */
export interface Deployed {
  readonly said: Said;
  /** What the tool wrote, bookkeeping of its own left out, in words: `update deployments.apps shop/web, unchanged`. */
  readonly writes: Batches<string>;
}

/** Deploys a bundle, and reads from the audit log what the tool wrote. */
export async function deployed(cluster: Cluster, tool: DeployTool, bundle: Bundle): Promise<Deployed> {
  let said: Said = { stdout: '', stderr: '' };
  const writes = await cluster.audit.during(tool.user, async () => {
    said = await tool.deploy(cluster, bundle);
  });
  const own = writes.filter((write, index) => !isBookkeeping(write) && !isKappRecord(write, writes.slice(0, index), bundle.name));
  return { said, writes: batches(own).map((batch) => batch.map(inWords)) };
}

/** kapp keeps applications and their changes in ConfigMaps, and writes every object a second time to note what it was given. */
const isKappRecord = ({ by, resource, namespace, name }: Write, earlier: readonly Write[], app: string): boolean =>
  by === 'kapp' &&
  ((resource === 'configmaps' && (name === '' || name === app || name.startsWith(`${app}-change-`))) ||
    earlier.some((write) => write.resource === resource && write.namespace === namespace && write.name === name));

/** Helm keeps releases in Secrets; Flux notes in its own objects what it did. */
const isBookkeeping = ({ resource, subresource, namespace, name }: Write): boolean =>
  subresource !== undefined ||
  (resource === 'secrets' && name.startsWith('sh.helm.release.v1.')) ||
  (resource === 'kustomizations.kustomize.toolkit.fluxcd.io' && namespace === FLUX_NAMESPACE);

const inWords = (write: Write): string =>
  `${write.verb} ${idOf(write)}${write.unchanged ? ', unchanged' : ''}${write.code >= 400 ? `, rejected with ${write.code}` : ''}`;

/**
 * Batches in the form of those that are expected, where they keep to the expected order: what it leaves open may come in any order, at once or not, and is
 * sorted. So the result equals the expected batches, each sorted, if and only if the order held.
 */
export function arranged(observed: Batches<string>, expected: Batches<string>): string[][] {
  const found: { place: number; words: string[] }[] = [];
  for (const batch of observed) {
    const places = new Set(batch.map((word) => expected.findIndex((each) => each.includes(word))));
    const [place = -1] = places.size === 1 ? places : [];
    const last = found.at(-1);
    if (last && place !== -1 && last.place === place) last.words.push(...batch);
    else found.push({ place, words: [...batch] });
  }
  return found.map(({ words }) => words.sort());
}
