// Which folder may import which. Arrows go one way only; CONTRIBUTING.md draws them.

/** Folders of src/, and what each may import besides itself. A folder that is not here may import nothing and be imported by nothing. */
const WALLS = {
  yaml: [],
  bundle: [],
  facts: [],
  check: ['yaml', 'facts'],
  report: ['check', 'yaml'],
  plan: ['bundle', 'check', 'report', 'yaml', 'facts'],
  mesh: ['bundle', 'facts'],
  workload: ['mesh'],
  service: ['mesh', 'workload'],
  traffic: ['mesh', 'workload', 'service'],
  fault: ['mesh', 'workload', 'service'],
  policy: ['mesh', 'workload', 'service'],
  profile: ['mesh', 'workload', 'service', 'yaml', 'facts'],
  install: ['mesh', 'workload', 'service'],
  delivery: ['mesh', 'workload', 'service', 'traffic', 'fault', 'policy', 'profile', 'install', 'facts'],
  release: ['bundle', 'mesh', 'workload', 'service', 'traffic', 'delivery', 'facts', 'plan'],
};

/** Folders that know nothing of cdk8s: plain data in, plain data out. */
const PLAIN = ['yaml', 'bundle', 'facts', 'check', 'report', 'plan'];

const wall = ([folder, others]) => ({
  name: `wall-${folder}`,
  comment: `src/${folder} may import ${['itself', ...others.map((other) => `src/${other}`)].join(', ')}, and no other folder of src/`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: [folder, ...others].map((name) => `^src/${name}/`) },
});

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    ...Object.entries(WALLS).map(wall),
    forbid(
      'known-folder',
      'a new folder of src/ gets a row in the table of walls',
      { path: '^src/[^/]+/', pathNot: [...Object.keys(WALLS), 'cli'].map((name) => `^src/${name}/`) },
      {},
    ),
    forbid(
      'nothing-imports-cli',
      'the command line uses the library, not the other way round',
      { pathNot: '^(src/cli|test)/' },
      { path: '^src/cli/' },
    ),
    forbid(
      'plain-folder',
      'objects in, objects out: no cdk8s here',
      { path: PLAIN.map((name) => `^src/${name}/`) },
      { path: 'node_modules/(cdk8s|cdk8s-plus-[0-9]+|constructs)/' },
    ),
    forbid(
      'src-stands-alone',
      'what is published imports only what is published',
      { path: '^(src|imports)/' },
      { path: '^(examples|test|bench|scripts|e2e|projenrc|dist)/' },
    ),
    forbid(
      'imports-are-types',
      'imports/ holds types only: use `import type`',
      { path: '^src/' },
      { path: '^imports/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'cdk8s-plus-is-optional',
      'cdk8s-plus-27 may be absent when the library runs: use `import type`',
      { path: '^src/' },
      { path: 'node_modules/cdk8s-plus-[0-9]+/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'declared-dependency',
      'src/ imports what package.json lists as a dependency or peer, and nothing that only developers install',
      { path: '^(src|imports)/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm', 'npm-peer'] },
    ),
    forbid(
      'examples-are-downstream',
      'an example imports the package by its name, as a user does',
      { path: '^examples/', pathNot: '[.]test[.]ts$' },
      { path: '^(src|imports|test|scripts)/', pathNot: '^src/index[.]ts$' },
    ),
    forbid(
      'unit-tests-need-no-cluster',
      'npm test is Node alone: what needs a control plane is a test in e2e/tests; bench/check races with a program that e2e builds',
      { path: '^(test|bench)/', pathNot: '^bench/check/' },
      { path: '^e2e/' },
    ),
    forbid(
      'e2e-layers',
      'process <- build <- cluster <- everything else of e2e',
      { path: '^e2e/(process|build|cluster)/' },
      { path: '^e2e/(tests|deploy|controllers|objects|support)/' },
    ),
    forbid('no-cycles', 'files that need each other are one file, or need a third', {}, { circular: true }),
    forbid('resolvable', 'an import must lead somewhere', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    exclude: { path: ['^examples/[^/]+/dist/', '^test/consumer/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'types', 'default'] },
  },
};
