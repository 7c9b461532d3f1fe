import { join } from 'node:path';
import { MeshApp, MeshChart, type MeshChartProps } from 'cdk8s-mesh';

/** Synthesizes one chart into a folder, as a user's program does. Returns the folder of its manifests. */
export function synthesizeChart(outdir: string, props: MeshChartProps, build: (chart: MeshChart) => void): string {
  const app = new MeshApp({ outdir });
  build(new MeshChart(app, 'chart', props));
  app.synth();
  return join(outdir, 'chart');
}
