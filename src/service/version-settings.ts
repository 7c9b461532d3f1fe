import { WorkloadSettings } from '../workload/deployed';
import { NewVersionProps } from './version-props';

/**
 * The settings of a version: what it says itself, and for the rest what its service says for all versions. `env`, labels and annotations are merged by name;
 * of `replicas` and `autoscaler`, one of the version's takes the place of both.
 */
export function versionSettings(shared: WorkloadSettings, own: NewVersionProps): NewVersionProps {
  const sized = own.replicas !== undefined || own.autoscaler !== undefined;
  return {
    ...shared,
    ...(sized ? { replicas: undefined, autoscaler: undefined } : {}),
    ...said(own),
    env: { ...shared.env, ...own.env },
    podLabels: { ...shared.podLabels, ...own.podLabels },
    podAnnotations: { ...shared.podAnnotations, ...own.podAnnotations },
  };
}

/** Props without those that are undefined: these say nothing. */
function said<T extends object>(props: T): T {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as T;
}
