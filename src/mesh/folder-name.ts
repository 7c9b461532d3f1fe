import { IConstruct } from 'constructs';
import { dnsLabel } from './input';

/** Names that Windows keeps for devices, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * The folder of a chart or release: the ids of the charts and constructs above it and its own, joined by dashes.
 *
 * @throws if it is none that every system allows
 */
export function folderName(construct: IConstruct, what = 'chart'): string {
  const name = dnsLabel(`id of a ${what}, which names its folder,`, construct.node.path.split('/').join('-'));
  if (DEVICE.test(name)) throw new Error(`id of a ${what} must be no device name of Windows, got "${name}"; use ${name}-${what}, say`);
  return name;
}
