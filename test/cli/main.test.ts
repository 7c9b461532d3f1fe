import { run } from './run';

test.each(['-V', '--version'])('%s prints the version', async (flag) => {
  expect(await run([flag])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
});

test.each([['--help'], ['-h'], ['help'], ['profile', '--help']])('help goes to standard output: %s', async (...argv) => {
  const { code, out, err } = await run(argv);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^Usage: cdk8s-mesh /);
});

test('help says what the exit codes mean', async () => {
  expect((await run(['--help'])).out).toContain(
    'Exit codes: 0 done, 1 the input was refused or has findings, 2 wrong usage, or not all of the input could be read.',
  );
});

test.each([
  [[], 'Usage: cdk8s-mesh'],
  [['frobnicate'], "error: unknown command 'frobnicate'"],
  [['profil'], "error: unknown command 'profil'\n(Did you mean profile?)"],
  [['--frobnicate'], "error: unknown option '--frobnicate'"],
])('wrong usage exits with 2: %j', async (argv, message) => {
  const { code, out, err } = await run(argv);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});
