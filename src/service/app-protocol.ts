import { IConstruct } from 'constructs';
import { meshOf } from '../mesh';
import { isLinkerdSince } from '../mesh/since';
import { warn } from '../mesh/warning';
import { NamedPort } from './ports';

/** The values of `appProtocol` that Linkerd knows (linkerd2 2.20, policy-controller `core/src/outbound.rs`); case does not count. */
const KNOWN_TO_LINKERD = ['http', 'kubernetes.io/h2c', 'linkerd.io/tcp', 'linkerd.io/opaque'];

/** Warns of a protocol that Linkerd does not know: it takes the port for opaque, and the status of a route on it still says that all is well. */
export function warnOfAppProtocol(construct: IConstruct, ports: readonly NamedPort[]): void {
  if (!isLinkerdSince(meshOf(construct), '2.18')) return;
  for (const { name, appProtocol } of ports) {
    if (appProtocol === undefined || KNOWN_TO_LINKERD.includes(appProtocol.toLowerCase())) continue;
    warn(
      construct,
      `appProtocol ${appProtocol} of port ${name} makes Linkerd treat the port as opaque, so that routes and retries have no effect; leave it out`,
    );
  }
}
