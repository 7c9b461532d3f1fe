import { App, Chart, IResolver } from 'cdk8s';
import { BundleFolder, files, toDocument, writeBundle } from '../bundle';
import { folderName } from './folder-name';
import { toWrite } from './own-folders';
import { warningsOf } from './warning';
import { constructMetadata, placeChart, refuseDependencies, validate } from './synthesis';

/** Where an app is written. */
export interface MeshAppProps {
  /**
   * The output folder. Leave it out where `cdk8s synth` runs the app: its `output` setting counts then.
   *
   * @default - the environment variable CDK8S_OUTDIR, which `cdk8s synth` sets, or `dist`
   */
  readonly outdir?: string;

  /**
   * What turns your own values into data, as in a cdk8s `App`.
   *
   * @default - none besides those of cdk8s
   */
  readonly resolvers?: readonly IResolver[];
}

/**
 * A cdk8s app that writes one folder per chart, one file per object, named and listed in a `Kustomization` in the order in which they are
 * safe to apply. `kubectl apply -f` and `kubectl apply -k` keep that order. Argo CD, Flux and Helm can take the same folder, but sort by kind.
 *
 * What is written depends on nothing but the constructs: twice synthesized, it is the same byte for byte. Files of others in the output
 * folder are never touched.
 */
export class MeshApp extends App {
  constructor(props: MeshAppProps = {}) {
    super({ outdir: props.outdir, resolvers: [...(props.resolvers ?? [])] });
  }

  /**
   * Writes the output folder, and the warnings of the constructs to standard error. Where `cdk8s synth` asks for it, as it does if there are validations, also
   * `construct-metadata.json`, by which reports name constructs.
   *
   * @throws before anything is written, if a construct is not valid, two objects are the same one, a chart's id is no folder name, a construct depends
   * on another that does not come before it, or a file in the way is not ours
   */
  public override synth(): void {
    const isAsked = process.env['CDK8S_RECORD_CONSTRUCT_METADATA'] === 'true';
    writeBundle(this.outdir, this.folders(), isAsked ? constructMetadata(this.chartsInForce()) : undefined);
    for (const { path, message } of warningsOf(this)) process.stderr.write(`warning: [${path}] ${message}\n`);
  }

  /** All objects of all charts as one YAML stream, in order; of a release those of its current step. */
  public override synthYaml(): string {
    this.check();
    return this.chartsInForce()
      .flatMap((chart) => placeChart(chart).map(({ object }) => toDocument(object)))
      .join('');
  }

  private folders(): BundleFolder[] {
    this.check();
    const { charts, owners } = toWrite(this);
    const byName = new Map<string, Chart>();
    for (const chart of charts) {
      const name = folderName(chart);
      const other = byName.get(name);
      if (other) throw new Error(`charts ${other.node.path} and ${chart.node.path} would share the folder ${name}; rename one of them`);
      byName.set(name, chart);
    }
    const ofCharts = [...byName]
      .map(([name, chart]) => ({ name, placed: placeChart(chart) }))
      .filter(({ placed }) => placed.length > 0)
      .map(({ name, placed }) => ({ name, files: files(placed) }));
    const own = owners.flatMap((owner) => owner.folders());
    const taken = own.map(({ name }) => name.split('/', 1)[0] ?? '').find((name) => byName.has(name));
    if (taken !== undefined) throw new Error(`a chart and a release would share the folder ${taken}; rename one of them`);
    return [...ofCharts, ...own];
  }

  private check(): void {
    validate(this);
    refuseDependencies(this);
  }

  /** All charts; of a release the one of its current state. */
  private chartsInForce(): Chart[] {
    const { charts, owners } = toWrite(this);
    return [...charts, ...owners.map(({ inForce }) => inForce)];
  }
}
