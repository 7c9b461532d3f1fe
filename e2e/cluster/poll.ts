import { AssertionError } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long to ask, and what to say in the end. */
export interface PollOptions {
  /** @default 60 */
  readonly seconds?: number;
  /** What to add to the message when the time is over. */
  readonly explain?: () => string | Promise<string>;
}

/** Asks until there is an answer other than undefined. Throws when the time is over, or what the question throws. */
export async function poll<T>(what: string, ask: () => Promise<T | undefined>, { seconds = 60, explain }: PollOptions = {}): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`waited ${seconds} s in vain for ${what}${explain ? `\n${await explain()}` : ''}`);
    await sleep(100);
  }
}

/** Asks until an assertion holds. Throws what it says when the time is over, or any other error at once. */
export async function eventually(assertion: () => void | Promise<void>, seconds = 60): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (!(error instanceof AssertionError) || performance.now() > end) throw error;
    }
    await sleep(100);
  }
}
