import { LINKERD, LinkerdVersion } from '../facts/linkerd-versions';
import { Mesh } from './mesh';

/** Whether a mesh is Linkerd, of a version or a later one. */
export function isLinkerdSince(mesh: Mesh, version: LinkerdVersion): boolean {
  const versions = Object.keys(LINKERD);
  return mesh.name === 'linkerd' && versions.indexOf(mesh.version) >= versions.indexOf(version);
}
