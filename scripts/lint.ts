import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** What is checked, by which command, slowest first; those that fail print what they found, the others nothing. */
const CHECKS: Readonly<Record<string, string>> = {
  rules: 'eslint --max-warnings 0 .',
  types: 'tsc --noEmit --incremental --tsBuildInfoFile temp/lint.tsbuildinfo --project test/tsconfig.json',
  'public API (npm run api updates its report)':
    'tsc --project tsconfig.json --emitDeclarationOnly --incremental --outDir temp/types && api-extractor run && api-extractor run --config api-extractor.check.json',
  format: 'prettier --check --cache --cache-strategy content --log-level warn "**/*.{ts,mjs,cjs,json}"',
  walls: 'depcruise --output-type err src imports examples test bench scripts e2e',
  'dead code': 'knip --treat-config-hints-as-errors',
};

interface Outcome {
  readonly passed: boolean;
  readonly output: string;
}

const run = (command: string): Promise<Outcome> =>
  new Promise((resolve) => {
    const chunks: string[] = [];
    const child = spawn(command, { shell: true });
    child.stdout.on('data', (chunk) => chunks.push(String(chunk)));
    child.stderr.on('data', (chunk) => chunks.push(String(chunk)));
    child.on('close', (code) => resolve({ passed: code === 0, output: chunks.join('') }));
  });

async function main(): Promise<void> {
  const waiting = Object.entries(CHECKS);
  const failed: string[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, command] = next;
      const { passed, output } = await run(command);
      if (passed) continue;
      failed.push(name);
      console.log(`== ${name}: ${command}\n${output}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  if (failed.length > 0) throw new Error(`lint found faults in: ${failed.join(', ')}`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
