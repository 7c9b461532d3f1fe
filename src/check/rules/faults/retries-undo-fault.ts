import { retryOf } from '../../mesh/linkerd-annotations';
import { textsAt } from '../../data';
import type { Rule } from '../../rule';
import { faultIn } from '../../traffic/reliability';
import { experimentsIn } from './experiment';

/** Faults that clients do not see. */
export const retriesUndoFault: Rule = {
  name: 'retries-undo-fault',
  severity: 'warning',
  summary: 'A share is sent to a fault injector, and failed requests are sent again.',
  why: 'Each try draws a receiver anew, so that a client sees the share to the power of the number of tries: of one half with one retry a quarter, with three a sixteenth (Linkerd proxy, August 2026, measured).',
  fix: 'Take the retries away while you inject faults, or raise the share.',
  *check(context) {
    if (!context.mesh.hasProfiles) return;
    for (const { weighting, target, apex } of experimentsIn(context)) {
      const own = textsAt(weighting.manifest.object, 'metadata', 'annotations');
      const read = (weighting.by === 'route' ? retryOf(own) : undefined) ?? retryOf(apex.annotations);
      if (!read || faultIn(read) || !('limit' in read) || weighting.by !== 'route') continue;
      const seen = Array.from({ length: read.limit }).reduce((share: typeof target.share) => share.times(target.share), target.share);
      yield {
        ...{ manifest: weighting.manifest, path: target.path, related: [apex.manifest] },
        message: `${target.service} fails on purpose, and failed requests are sent again up to ${read.limit} times`,
        traffic: `about ${seen.toPercent()} of requests to ${apex.namespace}/${apex.name} are seen to fail, not ${target.share.toPercent()}`,
      };
    }
  },
};
