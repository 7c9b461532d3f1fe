import { nameOf } from '../../manifest';
import type { Rule } from '../../rule';
import { attachmentsIn } from '../../traffic/outbound';
import { isAccepted } from '../../traffic/attachment';

/** A receiver whose own traffic is split, too. */
export const nestedSplit: Rule = {
  name: 'nested-split',
  severity: 'warning',
  summary: 'A split or route sends to a Service that has a split or route of its own.',
  why: 'It is not consulted: who receives a share is called by its endpoints, so the second split only holds for those who call that Service by its name (Linkerd 2.20, run; SMI specification: splits are not hierarchical).',
  fix: 'Write the shares of the second split into the first one.',
  *check({ state, mesh, weightings }) {
    const routed = new Map(
      attachmentsIn(state, mesh)
        .filter((attachment) => isAccepted(state, mesh, attachment) && attachment.route.rules.some(({ backends }) => backends.length > 0))
        .map(({ route, parent }) => [`${parent.namespace}/${parent.name}`, route.manifest]),
    );
    for (const { manifest, apex, by } of weightings) if (by !== 'route') routed.set(`${apex.namespace}/${apex.name}`, manifest);
    for (const { manifest, apex, targets } of weightings) {
      for (const { path, namespace, service, share } of targets) {
        const own = routed.get(`${namespace}/${service}`);
        const isApex = namespace === apex.namespace && service === apex.name;
        if (share.isZero || isApex || !own || own === manifest) continue;
        yield {
          manifest,
          path,
          message: `${nameOf(own)}, which splits ${namespace}/${service}, does not hold for this share`,
          related: [own],
        };
      }
    }
  },
};
