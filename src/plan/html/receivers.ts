import type { Plan, PlanShare } from '../plan';
import { percentOf } from '../share';
import { bdi, type Content, joined, markup, type Markup } from './markup';
import { GROUNDS, LOST } from './grounds';
import { sumOf } from './shares';

/** Who receives requests, or what becomes of those that no pods receive. */
export interface Receiver {
  readonly who: string;
  /** No pods receive these requests, or nobody knows who does. */
  readonly isLost: boolean;
  /** What it is drawn on: a colour with a pattern. */
  readonly ground: string;
}

/** What a receiver gets. */
export interface Received {
  readonly receiver: Receiver;
  readonly share: string;
}

/** Everybody who receives plain requests to the first port, so that each looks the same wherever it is drawn. */
export class Receivers {
  /** At some step, in the order in which they appear. */
  readonly inSteps: readonly Receiver[];
  private readonly byKey = new Map<string, Receiver>();

  constructor({ steps }: Plan) {
    for (const share of steps.flatMap(mainOf)) this.add(share);
    this.inSteps = this.all;
    for (const share of steps.flatMap(({ moments }) => moments.flatMap(({ to }) => to))) this.add(share);
  }

  /** Everybody, with those who are met on the way only; what no pods receive comes last. */
  get all(): readonly Receiver[] {
    const everybody = [...this.byKey.values()];
    return [...everybody.filter(({ isLost }) => !isLost), ...everybody.filter(({ isLost }) => isLost)];
  }

  /** The ground of pods; undefined where they receive nothing at any time. */
  groundOf(who: string): string | undefined {
    return this.byKey.get(keyOf(who, false))?.ground;
  }

  /** What each gets who gets something. */
  received(to: readonly PlanShare[]): Received[] {
    return this.all.map((receiver) => ({ receiver, share: this.shareOf(receiver, to) })).filter(({ share }) => share !== '0');
  }

  /** `0` where it gets nothing. */
  shareOf({ who, isLost }: Receiver, to: readonly PlanShare[]): string {
    return sumOf(to.filter((share) => share.who === who && isLostShare(share) === isLost));
  }

  private add(share: PlanShare): void {
    const { who } = share;
    const isLost = isLostShare(share);
    const key = keyOf(who, isLost);
    if (this.byKey.has(key)) return;
    const served = [...this.byKey.values()].filter((receiver) => !receiver.isLost).length;
    this.byKey.set(key, { who, isLost, ground: isLost ? LOST : (GROUNDS[served % GROUNDS.length] ?? LOST) });
  }
}

/** Plain requests to the first port, as far as the Service is there. */
export const mainOf = ({ traffic }: Plan['steps'][number]): readonly PlanShare[] => traffic[0]?.to ?? [];

const isLostShare = ({ via }: PlanShare): boolean => via === '';

const keyOf = (who: string, isLost: boolean): string => JSON.stringify([who, isLost]);

/** In words: `1.0 90 %, 2.0 10 %`. */
export function receivedText(received: readonly Received[]): Content {
  if (received.length === 0) return 'nobody: the Service is not there';
  return joined(
    received.map(({ receiver, share }) => markup`${receiverName(receiver)} ${percentOf(share)}`),
    ', ',
  );
}

/** Its name; what no pods receive is marked. */
export const receiverName = ({ who, isLost }: Receiver): Markup => (isLost ? markup`<strong class="lost">${who}</strong>` : bdi(who));
