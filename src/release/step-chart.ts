import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { KubeObject } from '../bundle';
import { Mesh, MeshChart, meshOf } from '../mesh';
import { folderName } from '../mesh/folder-name';
import { setFinish } from '../mesh/synthesis';
import type { Delivery } from './delivery';

/** What all states of a release have in common. */
export interface ReleaseChartProps {
  /**
   * The namespace of every object that does not say another one.
   *
   * @default - that of the chart in which the release is
   */
  readonly namespace?: string;
  /**
   * The mesh that carries the traffic. With a mesh of another routing API than that of the release before, traffic would change its kind of routing: do that in a
   * release of its own, whose weights stay as they are.
   *
   * @default - that of the chart in which the release is; the latest Linkerd in an app
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
 * A chart that is a state of a release.
 *
 * @throws if no namespace is known
 */
export function stateChart(release: Construct, id: string, props: ReleaseChartProps, delivery: Delivery): MeshChart {
  const namespace = namespaceOf(release, props);
  const chart = new MeshChart(release, id, { namespace, mesh: props.mesh ?? meshOf(release), labels: props.labels });
  const delivered = { name: folderName(release, 'release'), namespace, isEverEmpty: false };
  setFinish(chart, (ranked) => annotated(ranked.object, delivery._annotations(ranked, delivered)));
  return chart;
}

/** The namespace of a release. */
export function namespaceOf(release: Construct, { namespace }: ReleaseChartProps): string {
  const outer = release.node.scopes.filter((scope) => Chart.isChart(scope)).at(-1);
  const known = namespace ?? outer?.namespace;
  if (known !== undefined) return known;
  throw new Error(`namespace of release ${release.node.id} must be given where no chart around it has one; set namespace`);
}

function annotated(object: KubeObject, added: Readonly<Record<string, string>>): KubeObject {
  if (Object.keys(added).length === 0) return object;
  const { annotations, ...metadata } = object.metadata as KubeObject['metadata'] & { readonly annotations?: object };
  return { ...object, metadata: { ...metadata, annotations: { ...annotations, ...added } } };
}
