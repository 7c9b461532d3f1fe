import { Command, InvalidArgumentError, Option } from 'commander';
import { toYaml } from '../bundle/yaml';
import { dnsLabel, objectName, serviceName } from '../mesh/input';
import { openApiRoutesOfBytes, openApiRoutesOfFile } from '../profile/open-api';
import { openApiProfile } from '../profile/open-api-profile';
import { profileTraps } from '../profile/open-api-traps';
import { Io } from './io';
import { messageLine } from './message';

interface ProfileFlags {
  readonly openApi: string;
  readonly namespace: string;
  readonly clusterDomain: string;
  readonly output: 'yaml' | 'json';
}

const EXAMPLES = `
Prints what "linkerd profile --open-api" prints; warnings go to standard error and change nothing.

Examples:
  cdk8s-mesh profile --open-api books.yaml -n booksapp books > books-profile.yaml
  curl -s http://books:7002/openapi.json | cdk8s-mesh profile --open-api - -n booksapp books`;

/** Adds `profile`, which prints a Linkerd ServiceProfile. */
export function addProfileCommand(program: Command, io: Io): void {
  program
    .command('profile')
    .description('print a Linkerd ServiceProfile with a route for each operation of an OpenAPI file')
    .argument('<service>', 'name of the Service', checked(serviceName, 'service'))
    .requiredOption('--open-api <file>', 'OpenAPI 2 or 3 file, YAML or JSON; "-" reads standard input')
    .option('-n, --namespace <name>', 'namespace of the Service', checked(dnsLabel, 'namespace'), 'default')
    .option('--cluster-domain <domain>', 'DNS domain of the cluster', checked(objectName, 'cluster domain'), 'cluster.local')
    .addOption(new Option('-o, --output <format>', 'format of the output').choices(['yaml', 'json']).default('yaml'))
    .addHelpText('after', EXAMPLES)
    .action((service: string, flags: ProfileFlags) => profile(service, flags, io));
}

function profile(service: string, { openApi, output, ...target }: ProfileFlags, io: Io): void {
  const { routes, warnings } = openApi === '-' ? openApiRoutesOfBytes(io.readStdin(), 'standard input') : openApiRoutesOfFile(openApi);
  const manifest = openApiProfile({ service, ...target }, routes);
  const text = output === 'json' ? `${JSON.stringify(manifest, undefined, 2)}\n` : toYaml(manifest);
  for (const warning of [...warnings, ...profileTraps(routes)]) io.err(messageLine('warning', warning));
  io.out(text);
}

/** A check of ours as a parser of an argument, so that commander names the argument and exits as for wrong usage. */
function checked(check: (what: string, value: string) => string, what: string): (value: string) => string {
  return (value) => {
    try {
      return check(what, value);
    } catch (error) {
      throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
    }
  };
}
