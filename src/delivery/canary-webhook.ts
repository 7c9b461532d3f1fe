import { Duration } from 'cdk8s';
import type { CanaryV1Beta1 } from '../../imports';
import { httpUrl } from '../mesh/http-url';
import { line, show, wholeNumber } from '../mesh/input';
import { flaggerDuration } from './flagger-duration';

type Webhook = NonNullable<CanaryV1Beta1['spec']['analysis']['webhooks']>[number];

/** When a webhook is called. */
export type CanaryWebhookType =
  'confirm-rollout' | 'pre-rollout' | 'rollout' | 'confirm-traffic-increase' | 'confirm-promotion' | 'post-rollout' | 'rollback' | 'event';

/** How a webhook is called. */
export interface CanaryWebhookProps {
  /** Where Flagger sends a POST. The statuses 200, 201 and 202 pass; any other one, 204 too, is a failure. */
  readonly url: string;
  /**
   * How long Flagger waits for the answer, in whole seconds.
   *
   * @default - Flagger waits ten seconds
   */
  readonly timeout?: Duration;
  /**
   * How many times Flagger tries again.
   *
   * @default - never
   */
  readonly retries?: number;
  /**
   * What is sent along, such as `cmd` for Flagger's load tester.
   *
   * @default - nothing
   */
  readonly metadata?: Readonly<Record<string, string>>;
  /**
   * Whether alerts leave out what this webhook reports.
   *
   * @default false
   */
  readonly muteAlert?: boolean;
  /**
   * Whether any TLS certificate is good enough.
   *
   * @default false
   */
  readonly disableTLS?: boolean;
}

/** How long Flagger waits where the webhook does not say (Flagger 1.44). */
const DEFAULT_TIMEOUT = Duration.seconds(10);

/** Something that Flagger calls in the course of a release. */
export class CanaryWebhook {
  /** Asked before anything happens, until it passes: for ever, without a failed check. */
  public static confirmRollout(name: string, props: CanaryWebhookProps): CanaryWebhook {
    return new CanaryWebhook('confirm-rollout', name, props);
  }

  /** Called when the pods of the canary are ready and it has no traffic yet, such as a test. Each failure is a failed check. */
  public static preRollout(name: string, props: CanaryWebhookProps): CanaryWebhook {
    return new CanaryWebhook('pre-rollout', name, props);
  }

  /** Called at each check, before the metrics, such as to make traffic. Each failure is a failed check. */
  public static rollout(name: string, props: CanaryWebhookProps): CanaryWebhook {
    return new CanaryWebhook('rollout', name, props);
  }

  /** Asked before each step of weights, until it passes: for ever, without a failed check. */
  public static confirmTrafficIncrease(name: string, props: CanaryWebhookProps): CanaryWebhook {
    return new CanaryWebhook('confirm-traffic-increase', name, props);
  }

  /** Asked before the promotion, until it passes: for ever. The canary keeps its share meanwhile, though its status says 0. */
  public static confirmPromotion(name: string, props: CanaryWebhookProps): CanaryWebhook {
    return new CanaryWebhook('confirm-promotion', name, props);
  }

  /** Called at the end, after a rollback too: what it is sent has the `phase`. */
  public static postRollout(name: string, props: CanaryWebhookProps): CanaryWebhook {
    return new CanaryWebhook('post-rollout', name, props);
  }

  /** Asked all the time whether to roll back: an answer that passes ends the release. */
  public static rollback(name: string, props: CanaryWebhookProps): CanaryWebhook {
    return new CanaryWebhook('rollback', name, props);
  }

  /** Told of every event. */
  public static event(name: string, props: CanaryWebhookProps): CanaryWebhook {
    return new CanaryWebhook('event', name, props);
  }

  /** How long Flagger waits for the answer. */
  public readonly timeout: Duration;
  private readonly webhook: Webhook;

  private constructor(
    /** When it is called. */
    public readonly type: CanaryWebhookType,
    name: string,
    { url, timeout, retries, metadata, muteAlert, disableTLS }: CanaryWebhookProps,
  ) {
    this.timeout = timeout ?? DEFAULT_TIMEOUT;
    this.webhook = {
      name: line('name of the webhook', name),
      type,
      url: httpUrl(`url of webhook ${name}`, url),
      timeout: timeout && flaggerDuration(`timeout of webhook ${name}`, timeout),
      retries: retries === undefined ? undefined : wholeNumber(`retries of webhook ${name}`, retries, 0, 2 ** 31 - 1),
      metadata: metadata && texts(name, metadata),
      muteAlert,
      disableTLS,
    };
  }

  /**
   * The webhook as a Canary has it.
   *
   * @internal
   */
  public _toWebhook(): Webhook {
    return { ...this.webhook };
  }
}

function texts(webhook: string, metadata: Readonly<Record<string, string>>): Record<string, string> {
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value !== 'string') {
      throw new Error(`metadata ${show(key)} of webhook ${webhook} must be a string, got ${show(value)}; write '${show(value)}'`);
    }
  }
  return { ...metadata };
}
