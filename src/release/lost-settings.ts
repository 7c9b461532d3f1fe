import { isDeepStrictEqual } from 'node:util';
import { isRecord, KubeObject } from '../bundle';

/**
 * What the live Deployment says of its pods and the new one does not: settings that nobody meant to change are lost so. Fields that say what Kubernetes assumes anyway, as
 * `kubectl get` shows them, count as nothing.
 */
export function lostSettings(live: KubeObject, made: unknown): string[] {
  const [old, now] = [live, made].map((object) => at(object, 'spec'));
  const [oldPod, nowPod] = [old, now].map((spec) => at(spec, 'template', 'spec'));
  const [oldContainer, nowContainer] = [oldPod, nowPod].map((pod) => first(at(pod, 'containers')));
  return [
    ...(isDeepStrictEqual(at(old, 'replicas') ?? 1, at(now, 'replicas') ?? 1) ? [] : ['replicas']),
    ...missing(oldPod, nowPod),
    ...missing(oldContainer, nowContainer).filter((field) => field !== 'env'),
    ...(isDeepStrictEqual(at(oldContainer, 'image'), at(nowContainer, 'image')) ? [] : ['image']),
    ...namesIn(at(oldContainer, 'env'))
      .filter((name) => !namesIn(at(nowContainer, 'env')).includes(name))
      .map((name) => `env ${name}`),
  ];
}

/** As the API server fills them in (Kubernetes 1.34). */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  ...{ dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler', terminationGracePeriodSeconds: 30 },
  ...{ terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File', securityContext: {}, resources: {} },
};

function missing(old: unknown, now: unknown): string[] {
  if (!isRecord(old)) return [];
  const said = Object.keys(old).filter((field) => !isDeepStrictEqual(old[field], DEFAULTS[field]) && !IMPLIED.includes(field));
  return said.filter((field) => at(now, field) === undefined);
}

/** Follows from the image or from another field. */
const IMPLIED = ['name', 'imagePullPolicy', 'containers', 'serviceAccount'];

function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) found = isRecord(found) ? found[key] : undefined;
  return found;
}

const first = (list: unknown): unknown => (Array.isArray(list) ? (list as unknown[])[0] : undefined);

const namesIn = (list: unknown): string[] =>
  Array.isArray(list) ? (list as unknown[]).flatMap((item) => (isRecord(item) && typeof item.name === 'string' ? [item.name] : [])) : [];
