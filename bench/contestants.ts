import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { helmPath, kubectlPath } from '../scripts/kubectl';
import { Command, measure } from './measure';

/** A way to write the manifests of a number of services. */
export interface Contestant {
  readonly name: string;
  /** Makes what the program reads; this takes no part in the measurement. */
  readonly prepare?: (services: number) => void | Promise<void>;
  /** The program. It writes to the folder `out`, which is not there yet, or to `out.yaml`. */
  readonly command: (services: number, out: string) => Command;
}

/**
 * This library first, then what it is compared with.
 *
 * @param compiled where `compile` put the library
 * @param work a folder for what the programs read
 */
export function contestants(compiled: string, work: string): Contestant[] {
  const node = (script: string): Contestant['command'] => {
    const path = join(compiled, 'dist', 'bench', 'programs', script);
    return (services, out) => ({ program: process.execPath, args: [path, String(services), out] });
  };
  const mesh = node('mesh.js');

  const valuesFile = join(work, 'values.yaml');
  const helmArgs = ['template', 'shop', join(work, 'chart'), '--values', valuesFile];
  const prepareHelm = (services: number) => {
    cpSync(join(__dirname, 'chart'), join(work, 'chart'), { recursive: true });
    writeFileSync(valuesFile, values(services));
  };

  const manifests = (services: number) => join(work, `manifests-${services}`);
  const prepareKustomize = async (services: number) => {
    await measure(mesh(services, manifests(services)));
  };

  return [
    { name: 'cdk8s-mesh', command: mesh },
    { name: 'plain cdk8s', command: node('cdk8s.js') },
    { name: 'helm template', prepare: prepareHelm, command: (_, out) => ({ program: helmPath(), args: helmArgs, stdout: `${out}.yaml` }) },
    {
      name: 'helm template --output-dir',
      prepare: prepareHelm,
      command: (_, out) => ({ program: helmPath(), args: [...helmArgs, '--output-dir', out] }),
    },
    {
      name: 'kubectl kustomize',
      prepare: prepareKustomize,
      command: (services, out) => ({
        program: kubectlPath(),
        args: ['kustomize', join(manifests(services), 'shop')],
        stdout: `${out}.yaml`,
      }),
    },
  ];
}

/** The services of the Helm chart. */
function values(services: number): string {
  const service = '    stable: "1.0.0"\n    versions:\n      "1.0.0":\n        weight: 90\n      "1.1.0":\n        weight: 10\n';
  return `services:\n${Array.from({ length: services }, (_, index) => `  service-${index}:\n${service}`).join('')}`;
}
