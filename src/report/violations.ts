import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkManifests } from '../check/check';
import { configuration, readConfig } from '../check/config';
import { type Finding, findingOf } from '../check/finding';
import { readInput } from '../check/input/read-input';
import { nameOf } from '../check/manifest';
import { ignoreOf } from '../check/suppression';

/** What is wrong with an object, as cdk8s-cli takes it. */
export interface MeshViolation {
  /** The severity and the name of the rule: cdk8s has no field for the first. */
  readonly ruleName: string;
  /** What is wrong, and what it means for requests. */
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly {
    /** `Service shop/web` where a `MeshApp` has recorded the construct of it, otherwise `web`. */
    readonly resourceName: string;
    /** File, line, and path of the field. */
    readonly locations: readonly string[];
    readonly manifestPath: string;
  }[];
}

/** What cdk8s-cli says of what was synthesized. */
export interface Synthesized {
  readonly manifests: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly stdout: boolean;
}

/**
 * What cdk8s is told of manifests: what is wrong with them, and what of them cannot be read.
 *
 * @param properties what the validation is asked for; it stands above the configuration of the current folder
 * @throws if they say something that has no meaning
 */
export function violationsIn(synthesized: Synthesized, properties: object): MeshViolation[] {
  // JSON is YAML, and these come from the YAML of somebody, too.
  const asked = readConfig('properties of MeshValidation', JSON.stringify(properties));
  const configured = configuration();
  const { manifests, faults, comments } = readInput(
    [...synthesized.manifests, ...pointersFor(synthesized.manifests)],
    () => new Uint8Array(),
  );
  const ignore = [...(asked.ignore ?? []), ...(configured.ignore ?? []), ...comments.map(ignoreOf)];
  const unread = faults.map(({ file, line, message }) => ({
    ruleName: 'error: unreadable',
    recommendation: message,
    fix: 'Let the program write Kubernetes objects.',
    violatingResources: [{ resourceName: file, locations: [placeOf(file, line)], manifestPath: file }],
  }));
  const found = checkManifests(manifests, { ...configured, ...asked, ignore }).found.map(findingOf);
  return [...unread, ...found.map((finding) => violationOf(finding, synthesized))];
}

/** What says which state of a release is deployed; cdk8s names files with an extension only. */
function pointersFor(manifests: readonly string[]): string[] {
  const bases = new Set(manifests.flatMap((file) => /^(|.*[\\/])steps[\\/][^\\/]+[\\/][^\\/]+$/.exec(file)?.[1] ?? []));
  return [...bases].map((base) => join(base, 'current', 'Kustomization')).filter((file) => existsSync(file));
}

function violationOf({ rule, severity, message, traffic, fix, object, path }: Finding, { metadata, stdout }: Synthesized): MeshViolation {
  const { name, file = '', line } = object;
  // A temporary file is gone when the report is read.
  const place = stdout ? nameOf(object) : placeOf(file, line);
  return {
    ruleName: `${severity}: ${rule}`,
    recommendation: traffic === undefined ? message : `${message}: ${traffic}`,
    fix,
    violatingResources: [
      {
        resourceName: Object.hasOwn(metadata, nameOf(object)) ? nameOf(object) : name,
        locations: [path === '' ? place : `${place} ${path}`],
        manifestPath: file,
      },
    ],
  };
}

const placeOf = (file: string, line: number | undefined): string => (line === undefined ? file : `${file}:${line}`);
