import { buildAll } from './build';
import { BuildError } from './go';

const begin = performance.now();
buildAll((line) => console.log(line)).then(
  () => console.log(`all programs are built, after ${Math.round((performance.now() - begin) / 1000)} s`),
  (error: unknown) => {
    console.error(error instanceof BuildError ? error.message : error);
    process.exitCode = error instanceof BuildError ? error.exitCode : 1;
  },
);
