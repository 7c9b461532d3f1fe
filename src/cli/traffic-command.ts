import { type Command, InvalidArgumentError, Option } from 'commander';
import { configuration } from '../check/config';
import { parseRequest, PLAIN_REQUEST } from '../check/traffic/request';
import { trafficJson, TrafficTable } from '../check/traffic/table';
import { trafficText } from '../report/traffic-text';
import { exitCodeOf, isEmpty, read, tellFaults, withInput } from './input';
import { EXIT, type ExitCode, type Io } from './io';
import { messageLine } from './message';

interface TrafficFlags {
  readonly mesh?: string;
  readonly complete?: boolean;
  readonly config?: string;
  readonly clientNamespace?: string;
  readonly request?: string;
  readonly header: readonly string[];
  readonly format: 'text' | 'json';
}

const EXAMPLES = `
Shares are nominal, by weight. In text there is a paragraph for each kind of request that a route tells apart; --request and --format json ask about one.

Examples:
  cdk8s-mesh traffic k8s/
  kustomize build overlays/prod | cdk8s-mesh traffic -
  kubectl get services,deployments,httproutes,serviceprofiles -A -o yaml | cdk8s-mesh traffic - --complete
  cdk8s-mesh traffic k8s/ --request 'GET /authors/7' --header 'x-canary: 1'`;

/** Adds `traffic`, which says who receives a request. */
export function addTrafficCommand(program: Command, io: Io, end: (code: ExitCode) => void): void {
  withInput(program.command('traffic'))
    .description('say who receives which share of the requests to each Service, and why')
    .option('--client-namespace <name>', 'namespace of the clients (default: that of the Service that they call)')
    .option('--request <request>', 'ask about one request, such as "GET /authors/7"', checkedRequest)
    .option('--header <header>', 'with a header, such as "x-canary: 1"; may be repeated', collectHeader, [])
    .addOption(new Option('--format <format>', 'format of the output').choices(['text', 'json']).default('text'))
    .addHelpText('after', EXAMPLES)
    .action((paths: readonly string[], flags: TrafficFlags) => end(exitCodeOf(() => traffic(paths, flags, io), io)));
}

function traffic(paths: readonly string[], { request, header, format, config, ...options }: TrafficFlags, io: Io): ExitCode {
  const input = read(paths, io);
  tellFaults(input, io);
  const { mesh, complete } = configuration(config);
  const table = new TrafficTable(input.manifests, { ...(mesh !== undefined && { mesh }), ...(complete && { complete }), ...options });
  for (const reason of table.leftOut()) io.err(messageLine('note', reason));
  const isOne = request !== undefined || header.length > 0;
  const asked = isOne ? parseRequest(request ?? `${PLAIN_REQUEST.method} ${PLAIN_REQUEST.path}`, header) : PLAIN_REQUEST;
  if (format === 'json') io.out(`${JSON.stringify(trafficJson(table.rows(asked)), undefined, 2)}\n`);
  else if (input.manifests.length > 0) io.out(trafficText(isOne ? table.rows(asked) : table.rowsByClass()));
  return input.faults.length > 0 || isEmpty(input) ? EXIT.usage : EXIT.ok;
}

function checkedRequest(value: string): string {
  checked(() => parseRequest(value));
  return value;
}

function collectHeader(value: string, others: readonly string[]): string[] {
  checked(() => parseRequest('GET /', [value]));
  return [...others, value];
}

/** So that commander names the option and exits as for wrong usage. */
function checked(check: () => unknown): void {
  try {
    check();
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}
