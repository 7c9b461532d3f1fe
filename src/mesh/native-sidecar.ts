import { LinkerdVersion } from '../facts/linkerd-versions';
import { Mesh } from './mesh';
import { isLinkerdSince } from './since';

/**
 * The annotation of native sidecars, from the version of Linkerd that has it on, the newest first (linkerd2#11465, #14587 and #15267). Later versions
 * read the older ones too.
 */
const ANNOTATIONS: readonly { readonly since: LinkerdVersion; readonly annotation: string }[] = [
  { since: '2.20', annotation: 'config.linkerd.io/proxy-enable-native-sidecar' },
  { since: '2.19', annotation: 'config.beta.linkerd.io/proxy-enable-native-sidecar' },
  { since: '2.15', annotation: 'config.alpha.linkerd.io/proxy-enable-native-sidecar' },
];

/**
 * The annotations by which a mesh makes its proxy a native sidecar, which ends with the other containers of its pod; the one to write first. None where
 * it cannot.
 */
export function nativeSidecarAnnotations(mesh: Mesh): string[] {
  return ANNOTATIONS.filter(({ since }) => isLinkerdSince(mesh, since)).map(({ annotation }) => annotation);
}

/** Whether a proxy is a native sidecar unless it is told otherwise (linkerd2#15267). */
export function hasNativeSidecars(mesh: Mesh): boolean {
  return isLinkerdSince(mesh, '2.20');
}
