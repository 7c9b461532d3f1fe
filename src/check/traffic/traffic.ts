import { Fraction } from '../fraction';

/** Who receives a request, in exact shares that sum to 1. */
export interface Traffic {
  readonly to: readonly Receiver[];
  /** Fails for want of a backend or a pod. */
  readonly nothing: Fraction;
  /** Is answered by 404: no rule matches. */
  readonly notFound: Fraction;
  /** Depends on something that is not in the input. */
  readonly unknown: Fraction;
  /** What decides that, the most important first. */
  readonly because: readonly string[];
}

/** A share, and who receives it. */
export interface Receiver {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  /** Undefined for an address outside of the cluster. */
  readonly workload?: { readonly kind: string; readonly name: string };
  /** The label `version` of the pods. */
  readonly version?: string;
  readonly share: Fraction;
}

/** Adds up who receives what. */
export class TrafficBuilder {
  private readonly receivers = new Map<string, Receiver>();
  private readonly because: string[] = [];
  private readonly others = { nothing: Fraction.ZERO, notFound: Fraction.ZERO, unknown: Fraction.ZERO };

  give(receiver: Receiver): void {
    if (receiver.share.isZero) return;
    const { share, ...who } = receiver;
    const key = JSON.stringify(who);
    this.receivers.set(key, { ...who, share: share.plus(this.receivers.get(key)?.share ?? Fraction.ZERO) });
  }

  /** Says where a share goes that nobody receives, and why. */
  lose(to: 'nothing' | 'notFound' | 'unknown', share: Fraction, why: string): void {
    if (share.isZero) return;
    this.others[to] = this.others[to].plus(share);
    this.explain(why);
  }

  explain(why: string): void {
    if (!this.because.includes(why)) this.because.push(why);
  }

  build(): Traffic {
    return { to: [...this.receivers.values()], ...this.others, because: this.because };
  }
}
