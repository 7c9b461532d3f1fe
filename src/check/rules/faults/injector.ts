import { listAt, textAt, textsAt } from '../../data';
import type { RuleContext } from '../../context';
import type { Manifest } from '../../manifest';
import type { Workload } from '../../state/workload';

/** Names that people give to what fails on purpose. */
const NAMES = /(^|-)(fault|error|failure|chaos)s?-?(injector|injection|inject)(-|$)|^(error|fault)-injector/;

/** nginx that answers everything by an error. */
const ONLY_FAILS = /\breturn\s+[45]\d\d\b/;

/** Whether pods are there to fail: by their name, or because they run nginx with a configuration that only returns errors. */
export function isInjector(context: RuleContext, workload: Workload): boolean {
  return NAMES.test(workload.name) || failsByArgument(workload) || configMapsOf(context, workload).some(onlyFails);
}

/** The test server of Linkerd, bb, told to fail always. */
const failsByArgument = ({ manifest: { object } }: Workload): boolean =>
  listAt(object, 'spec', 'template', 'spec', 'containers')
    .flatMap((container) => [...listAt(container, 'args'), ...listAt(container, 'command')])
    .includes('--percent-failure=100');

function configMapsOf(context: RuleContext, { manifest: { namespace, object } }: Workload): readonly Manifest[] {
  const template = ['spec', 'template', 'spec'];
  const hasNginx = listAt(object, ...template, 'containers').some((container) => /(^|\/)nginx/.test(textAt(container, 'image') ?? ''));
  if (!hasNginx) return [];
  const names = listAt(object, ...template, 'volumes').flatMap((volume) => textAt(volume, 'configMap', 'name') ?? []);
  return context.ofKind('', 'ConfigMap').filter((each) => each.namespace === namespace && names.includes(each.name));
}

const onlyFails = ({ object }: Manifest): boolean =>
  [...textsAt(object, 'data').values()].some((text) => ONLY_FAILS.test(text) && !/\b(proxy_pass|root|alias|try_files)\b/.test(text));
