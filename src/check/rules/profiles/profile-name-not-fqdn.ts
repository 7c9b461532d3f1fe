import type { Rule } from '../../rule';
import { CLUSTER_DOMAIN } from '../../traffic/profile-routing';
import { profilesIn } from './conditions';
import { toFullName } from './full-name';

/** A profile that nobody looks up. */
export const profileNameNotFqdn: Rule = {
  name: 'profile-name-not-fqdn',
  severity: 'error',
  summary: 'The name of a ServiceProfile is not that of a Service.',
  why: 'A profile is looked up by `<service>.<namespace>.svc.<cluster domain>`, beside the client and then beside the Service. One of another name is accepted and never used (Linkerd 2.20, run).',
  fix: 'Name it <service>.<namespace>.svc.cluster.local, with the DNS domain of your cluster if it has another one.',
  *check(context) {
    for (const { manifest, namespace, name } of profilesIn(context)) {
      const [, service = '', of = '', domain] = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc\.([a-z0-9.-]+)$/.exec(name) ?? [];
      const path = ['metadata', 'name'];
      if (domain === undefined) {
        const message = `${name} is no <service>.<namespace>.svc.<cluster domain>`;
        // Linkerd 2.20 keeps profiles for names outside of the cluster, too, where somebody made them for that.
        const isOutside = /\.(com|org|net|io)$/.test(name);
        yield { manifest, path, message, ...(isOutside ? { severity: 'info' } : toFullName(context, namespace, path, name)) };
      } else if (!context.state.service(of, service) && context.state.hasWorkloads(of)) {
        yield context.ifAbsent({ manifest, path, message: `there is no Service ${of}/${service}` });
      } else if (of !== namespace) {
        yield { manifest, path, severity: 'info', message: `it holds for clients in ${namespace} only: the Service is in ${of}` };
      } else if (domain !== CLUSTER_DOMAIN) {
        yield { manifest, path, severity: 'info', message: `it holds only where the DNS domain of the cluster is ${domain}` };
      }
    }
  },
};
