import { textAt } from '../data';
import type { Write } from '../deploy/write';
import type { MeshModel } from '../mesh/mesh-model';
import type { Routing } from '../traffic/resolve';
import type { Moment } from './moments';
import type { Fault, Part } from './part';

interface Sticky {
  readonly when: 'first-split' | 'kind-switch';
  readonly moment: Moment;
  readonly faults: readonly Fault[];
}

/**
 * What clients meet that have been busy since before: on Linkerd they go on as before a first profile or split, until they pause for five seconds; and when it goes,
 * they go to the pods of the Service, not to a route (Linkerd proxy, August 2026, measured).
 */
export function stickyFaults(part: Part, { hasProfiles }: MeshModel): Sticky[] {
  if (!hasProfiles) return [];
  const all = new Set(part.writes.keys());
  const [first, last] = [part.stateWith(new Set()), part.stateWith(all)];
  const about = (verb: Write['verb']) =>
    part.writes.map((write, index) => ({ write, index })).filter(({ write }) => write.verb === verb && apexOf(write));
  const sticky: Sticky[] = [];
  // One that was there already is followed at once.
  const made = about('create').filter(({ write }) => !part.hasProfile(first, apexOf(write) ?? NOBODY));
  if (made.length > 0) {
    const effective = new Set([...all].filter((write) => made.every(({ index }) => index !== write)));
    sticky.push({ when: 'first-split', moment: { written: all, effective }, faults: part.faultsWith(effective) });
  }
  const gone = about('delete')
    .flatMap(({ write }) => apexOf(write) ?? [])
    .filter((apex) => part.hasProfile(first, apex) && !part.hasProfile(last, apex));
  if (gone.length > 0) {
    const toPods = (routing: Routing): Routing => ({ ...routing, outbound: { ...routing.outbound, routes: [] } });
    const faults = part
      .faultsIf(last, toPods)
      .filter(({ question }) => gone.some(({ namespace, name }) => namespace === question.namespace && name === question.service));
    sticky.push({ when: 'kind-switch', moment: { written: all, effective: all }, faults });
  }
  return sticky;
}

interface Apex {
  readonly namespace: string;
  readonly name: string;
}

const NOBODY: Apex = { namespace: '', name: '' };

/** The Service that a split or profile is for. */
function apexOf({ manifest: { kind, namespace, name, object } }: Write): Apex | undefined {
  if (kind === 'TrafficSplit') return { namespace, name: textAt(object, 'spec', 'service') ?? '' };
  if (kind !== 'ServiceProfile') return undefined;
  const [service = '', of = ''] = name.split('.');
  return { namespace: of, name: service };
}
