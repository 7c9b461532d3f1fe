import { get } from 'node:http';
import type { Cluster } from '../cluster/cluster';
import { type Component, PortTakenError } from '../cluster/component';
import { freePorts } from '../cluster/ports';

/** How often a controller is started, when somebody takes a port that was free a moment ago. */
const ATTEMPTS = 3;

/** A controller that listens on ports, which it is told by its arguments. */
export interface Listening {
  readonly program: string;
  /** How many free ports it needs. */
  readonly ports: number;
  readonly args: (...ports: readonly number[]) => readonly string[];
  /** Where it answers 200 when it is ready. */
  readonly health: (...ports: readonly number[]) => string;
}

/** Starts a controller on free ports, and waits until it says that it is ready. */
export async function startListening(cluster: Cluster, { program, ports, args, health }: Listening): Promise<Component> {
  for (let attempt = 1; ; attempt++) {
    const free = await freePorts(ports);
    const component = cluster.start(program, args(...free));
    try {
      await component.until('ready', () => answers(health(...free)));
      return component;
    } catch (error) {
      if (!(error instanceof PortTakenError) || attempt === ATTEMPTS) throw error;
    }
  }
}

const answers = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get(url, { timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('error', () => resolve(false));
    request.once('timeout', () => request.destroy());
  });
