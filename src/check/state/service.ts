import type { JsonValue } from '../../yaml/read';
import { listAt, numberAt, textAt, textsAt, valueAt } from '../data';
import type { Manifest } from '../manifest';

/** A Service. */
export interface Service {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly name: string;
  /** `ExternalName` is a name for something outside; `headless` has no address of its own, so that clients talk to pods. */
  readonly type: 'cluster-ip' | 'headless' | 'external-name';
  /** Undefined where somebody else says what its endpoints are. */
  readonly selector?: ReadonlyMap<string, string>;
  readonly ports: readonly ServicePort[];
  readonly annotations: ReadonlyMap<string, string>;
}

/** A port of a Service over TCP. */
export interface ServicePort {
  readonly name: string;
  readonly number: number;
  /** Number, or name of a container port. */
  readonly target: number | string;
  readonly appProtocol?: string;
}

/** The Service that an object is. */
export function serviceOf(manifest: Manifest): Service {
  const { object, namespace, name } = manifest;
  const selector = textsAt(object, 'spec', 'selector');
  return {
    ...{ manifest, namespace, name },
    type: typeOf(object),
    ...(selector.size > 0 && { selector }),
    ports: listAt(object, 'spec', 'ports').flatMap(portOf),
    annotations: textsAt(object, 'metadata', 'annotations'),
  };
}

function typeOf(object: JsonValue): Service['type'] {
  if (textAt(object, 'spec', 'type') === 'ExternalName') return 'external-name';
  return textAt(object, 'spec', 'clusterIP') === 'None' ? 'headless' : 'cluster-ip';
}

function portOf(port: JsonValue): ServicePort[] {
  const number = numberAt(port, 'port');
  if (number === undefined || !['TCP', undefined].includes(textAt(port, 'protocol'))) return [];
  const target = valueAt(port, 'targetPort');
  const appProtocol = textAt(port, 'appProtocol');
  return [
    {
      ...{ number, name: textAt(port, 'name') ?? '' },
      // A Service that gives 0, or nothing, means the same number (Kubernetes 1.34).
      target: (typeof target === 'number' || typeof target === 'string') && target !== 0 && target !== '' ? target : number,
      ...(appProtocol !== undefined && { appProtocol }),
    },
  ];
}
