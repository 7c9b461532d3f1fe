import { existsSync } from 'node:fs';
import { YamlFault } from '../yaml/fault';
import { type DataPath, offsetOf } from '../yaml/locate';
import { readTextFile } from '../yaml/read-file';
import { type JsonObject, type JsonValue, lineOf, readDocuments, type YamlDocument } from '../yaml/read';
import type { PlacedOptions } from './check';
import { DEPLOY_TARGETS } from '../facts/deploy-target';
import { isObject } from './data';
import { meshNames } from './mesh/mesh-model';
import { SEVERITIES } from './problem';
import type { PlacedIgnore } from './suppression';

/** The file that is read where a command is run, if it is there. */
export const CONFIG_FILE = '.cdk8s-mesh.yaml';

/**
 * What a configuration file says, or `CONFIG_FILE` if none is named and that is there.
 *
 * @throws as `readConfig`, and if the file cannot be read
 */
export function configuration(file?: string): PlacedOptions {
  if (file === undefined && !existsSync(CONFIG_FILE)) return {};
  const path = file ?? CONFIG_FILE;
  return readConfig(path, readTextFile('configuration', path));
}

/**
 * What a configuration says.
 *
 * @param file stands in errors, and in findings about the configuration
 * @throws if it is no YAML, or says something that has no meaning
 */
export function readConfig(file: string, text: string): PlacedOptions {
  return new ConfigReader(file, text).read();
}

const KEYS = ['mesh', 'target', 'complete', 'minSeverity', 'ignore'];
const IGNORE_KEYS = ['rule', 'reason', 'object', 'file'];

class ConfigReader {
  private readonly document: YamlDocument | undefined;

  constructor(
    private readonly file: string,
    private readonly text: string,
  ) {
    try {
      [this.document] = readDocuments(text);
    } catch (error) {
      if (error instanceof YamlFault) throw new Error(`${file}:${lineOf(text, error.at)}: ${error.message}`);
      throw error;
    }
  }

  read(): PlacedOptions {
    const value = this.document?.value ?? {};
    if (!isObject(value)) throw this.fault([], `must have the keys ${KEYS.join(', ')}`);
    this.refuseOthers(value, KEYS, []);
    const mesh = this.choice(value, 'mesh', meshNames);
    const target = this.choice(value, 'target', DEPLOY_TARGETS);
    const minSeverity = this.choice(value, 'minSeverity', SEVERITIES);
    if (value.complete !== undefined && typeof value.complete !== 'boolean') throw this.fault(['complete'], 'must be true or false');
    return {
      ...(mesh !== undefined && { mesh }),
      ...(target !== undefined && { target }),
      ...(minSeverity !== undefined && { minSeverity }),
      ...(value.complete !== undefined && { complete: value.complete }),
      ignore: this.ignores(value.ignore),
    };
  }

  private ignores(value: JsonValue | undefined): PlacedIgnore[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw this.fault(['ignore'], 'must be a list');
    return (value as readonly JsonValue[]).map((item, index) => this.ignore(item, ['ignore', index]));
  }

  private ignore(item: JsonValue, path: DataPath): PlacedIgnore {
    if (!isObject(item)) throw this.fault(path, `must have the keys ${IGNORE_KEYS.join(', ')}`);
    this.refuseOthers(item, IGNORE_KEYS, path);
    const text = (key: string): string | undefined => {
      const value = item[key];
      if (value === undefined || typeof value === 'string') return value;
      throw this.fault([...path, key], 'must be text');
    };
    const [rule, reason = '', object, file] = IGNORE_KEYS.map(text);
    if (rule === undefined) throw this.fault(path, 'must name a rule');
    return {
      ...{ rule, reason, at: { file: this.file, line: this.lineOf(path) } },
      ...(object !== undefined && { object }),
      ...(file !== undefined && { file }),
    };
  }

  private choice<T extends string>(value: JsonObject, key: string, allowed: readonly T[]): T | undefined {
    const given = value[key];
    if (given === undefined) return undefined;
    const found = allowed.find((each) => each === given);
    if (found === undefined) throw this.fault([key], `must be one of ${allowed.join(', ')}; got ${JSON.stringify(given)}`);
    return found;
  }

  private refuseOthers(value: JsonObject, allowed: readonly string[], path: DataPath): void {
    const other = Object.keys(value).find((key) => !allowed.includes(key));
    if (other !== undefined) throw this.fault([...path, other], `has no meaning here; there are ${allowed.join(', ')}`);
  }

  private lineOf(path: DataPath): number {
    return this.document ? lineOf(this.text, offsetOf(this.document.node, path)) : 1;
  }

  private fault(path: DataPath, message: string): Error {
    const name = path.length === 0 ? 'it' : String(path.at(-1));
    return new Error(`${this.file}:${this.lineOf(path)}: ${name} ${message}`);
  }
}
