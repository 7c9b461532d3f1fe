import { manifestOf, type Manifest } from '../../../src/check/manifest';
import type { JsonValue } from '../../../src/yaml/read';

/** Objects as manifests. */
export const manifests = (objects: readonly object[]): Manifest[] =>
  (JSON.parse(JSON.stringify(objects)) as JsonValue[]).flatMap((object) => manifestOf(object) ?? []);
