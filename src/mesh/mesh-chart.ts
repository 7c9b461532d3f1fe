import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { KubeObject } from '../bundle';
import { dnsLabel, labels } from './input';
import { Mesh, setMesh } from './mesh';
import { placeChart, refuseDependencies, validate } from './synthesis';

/** Where the objects of a chart live, and for which mesh they are written. */
export interface MeshChartProps {
  /** The namespace of every object that does not say another one. */
  readonly namespace: string;

  /**
   * The mesh that carries the traffic.
   *
   * @default Mesh.linkerd() - the latest version known
   */
  readonly mesh?: Mesh;

  /**
   * Labels of every object. They reach no selector and no pod.
   *
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * A cdk8s chart that knows its namespace and its mesh, and whose objects come in the order in which they are safe to apply: namespace and
 * configuration, Services, routes, workloads, autoscalers, Ingress.
 *
 * Below a `MeshApp` it becomes a folder of the output; its id is the name of the folder.
 */
export class MeshChart extends Chart {
  /** The namespace of every object that does not say another one. */
  public override readonly namespace: string;
  /** The mesh that the objects are written for. */
  public readonly mesh: Mesh;

  /** @throws if the namespace or a label is none that Kubernetes accepts */
  constructor(scope: Construct, id: string, props: MeshChartProps) {
    const namespace = dnsLabel('namespace', props.namespace);
    super(scope, id, { namespace, labels: labels('label of the chart', props.labels), disableResourceNameHashes: true });
    this.namespace = namespace;
    this.mesh = props.mesh ?? Mesh.linkerd();
    setMesh(this, this.mesh);
  }

  /**
   * The objects of this chart as plain data, in order.
   *
   * @throws if a construct in it is not valid, two objects are the same one, or one depends on another that does not come before it
   */
  public override toJson(): KubeObject[] {
    validate(this);
    refuseDependencies(this);
    return placeChart(this).map(({ object }) => object);
  }
}
