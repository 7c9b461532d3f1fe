import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import docstrings from './scripts/eslint/docstrings.mjs';

// A rule that fires here is obeyed, not silenced: comments that switch rules off do nothing.
const noSilencing = { linterOptions: { noInlineConfig: true } };

export default defineConfig(
  globalIgnores(['.projenrc.ts', 'dist', 'imports', 'artifacts', 'temp', 'coverage', 'examples/*/dist', 'test/consumer']),
  noSilencing,
  {
    files: ['**/*.ts'],
    extends: [eslint.configs.recommended, tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: 'test/tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-control-regex': 'off',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
          message: 'a cast through unknown silences the compiler; check the value instead',
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      // Loaded on first use, because most programs that load the library need neither.
      '@typescript-eslint/no-require-imports': ['error', { allow: ['^(js-yaml|commander|re2js|ajv|\\./violations|\\.\\./plan)$'] }],
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/no-unnecessary-type-arguments': 'error',
      '@typescript-eslint/no-unnecessary-template-expression': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/prefer-nullish-coalescing': 'error',
      '@typescript-eslint/require-array-sort-compare': 'error',
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_$', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allow: [{ from: 'file', name: 'Mesh' }] },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { docstrings },
    rules: {
      'docstrings/exported': 'error',
      'docstrings/default': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
    },
  },
  // Programs talk to a terminal.
  { files: ['scripts/**/*.ts', 'bench/**/*.ts', 'e2e/**/*.ts', 'src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  // Tests are told what to expect in the place where it is used.
  {
    files: ['test/**/*.ts', 'examples/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts', 'e2e/**/*.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    files: ['e2e/**/*.ts'],
    rules: {
      // Node's test runner waits for what these return.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] }] },
      ],
    },
  },
  { files: ['**/*.mjs', '**/*.cjs'], extends: [eslint.configs.recommended] },
);
