import type { Plan, PlanTraffic } from 'cdk8s-mesh';

/** What the steps of a release change, and who receives requests then: for a snapshot. */
export const stepsOf = ({ steps }: Plan): object[] =>
  steps.map(({ folder, changes, traffic, gates }) => ({
    folder,
    changes: changes.map(({ verb, kind, name }) => `${verb} ${kind} ${name}`),
    traffic: traffic.map(shares),
    gates: gates.map(({ kind }) => kind),
  }));

const shares = ({ port, to }: PlanTraffic): string => `${port}: ${to.map(({ who, share }) => `${share} to ${who}`).join(', ')}`;

/** The tools and steps with which requests are lost or go to the wrong version, on the way there or back. */
export const unsafeSteps = ({ safety }: Plan): string[] =>
  safety.flatMap(({ tool, steps }) =>
    steps.filter(({ unsafe, rollback = 0 }) => unsafe + rollback > 0).map(({ step }) => `${step} with ${tool}`),
  );
