import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { textsAt, valueAt } from '../../data';
import { identityOf, type Manifest } from '../../manifest';
import type { Rule } from '../../rule';

/** One object, written twice. */
export const duplicateIdentity: Rule = {
  name: 'duplicate-identity',
  severity: 'error',
  summary: 'The same object is written twice, for other pods.',
  why: 'The one that is applied last wins, or fails where a field cannot change, such as the selector of a Deployment; which one that is depends on names of files and on the tool (kubectl 1.34, kustomize refuses to build it).',
  fix: 'Give one of them another name, or remove it. Folders that hold different states of the same objects are checked one by one.',
  *check({ manifests }) {
    const first = new Map<string, Manifest>();
    for (const manifest of manifests) {
      const other = first.get(identityOf(manifest));
      if (!other) {
        first.set(identityOf(manifest), manifest);
        continue;
      }
      if (isDeepStrictEqual(other.object, manifest.object)) continue;
      // Steps of a release, or overlays: nobody applies both. And what keeps its pods is most often another step.
      const isMeant =
        folderOf(other) !== folderOf(manifest) ||
        isDeepStrictEqual(podsOf(other), podsOf(manifest)) ||
        // What a test expects of it, and no object that the API server takes.
        [other, manifest].some(({ object }) => valueAt(object, 'spec') === undefined && valueAt(object, 'status') !== undefined);
      const severity = isMeant ? 'info' : undefined;
      const place = other.origin ? `${other.origin.file}:${other.origin.lineOf()}` : 'the input';
      yield {
        manifest,
        message: `the same ${manifest.kind} stands in ${place} with other content`,
        related: [other],
        ...(severity && { severity }),
      };
    }
  },
};

/** What decides which pods an object stands for. */
const podsOf = ({ object }: Manifest): readonly unknown[] => [
  valueAt(object, 'spec', 'selector'),
  [...textsAt(object, 'spec', 'template', 'metadata', 'labels')],
];

const folderOf = ({ origin }: Manifest): string => dirname(origin?.file ?? '');
