import { BundleFolder, PlacedObject, toDocument, toYaml } from '../bundle';

/** A chart that holds one state: its templates are the objects, and it has no values. */
export function chartFiles(release: string, folder: string, what: string, placed: readonly PlacedObject[]): BundleFolder[] {
  const name = folder.replace('steps/', '');
  const chart = { apiVersion: 'v2', name: release, version: `0.0.0-${name}`, description: what, type: 'application' };
  return [
    { name: `charts/${name}`, files: [{ name: 'Chart.yaml', text: toYaml(chart, '---') }] },
    { name: `charts/${name}/templates`, files: placed.map(({ file, object }) => ({ name: file, text: literal(toDocument(object)) })) },
  ];
}

/** Helm would take `{{` for its own. */
const literal = (text: string): string => text.replaceAll('{{', '{{ "{{" }}');
