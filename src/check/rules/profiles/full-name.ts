import type { DataPath } from '../../../yaml/locate';
import type { RuleContext } from '../../context';
import type { Change } from '../../problem';
import { CLUSTER_DOMAIN } from '../../traffic/profile-routing';

/** The change of a short name of a Service, `web`, `web.shop:80` or `web.shop.svc`, into its full one, if there is that Service. */
export function toFullName({ state }: RuleContext, namespace: string, path: DataPath, name: string): { readonly change?: Change } {
  const [, service = '', of = namespace, port = ''] = /^([a-z0-9-]+)(?:\.([a-z0-9-]+))?(?:\.svc)?(:\d+)?$/.exec(name) ?? [];
  return state.service(of, service) ? { change: { path, value: `${service}.${of}.svc.${CLUSTER_DOMAIN}${port}` } } : {};
}
