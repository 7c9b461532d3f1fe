import type { RuleContext } from '../../context';
import type { Manifest } from '../../manifest';
import { type Routing, routingOf } from '../../traffic/resolve';
import { profilesIn } from './conditions';

/** The routing of a port that a profile or split decides about alone. */
interface Decided {
  readonly routing: Routing;
  /** The split, where there is one. */
  readonly owner: Manifest;
}

/** All of them: for clients beside the Service, and for those beside a profile that is elsewhere. */
export function* decidedIn(context: RuleContext): Generator<Decided> {
  for (const routing of [...context.routings, ...routingsElsewhere(context)]) {
    const { profile } = routing;
    const owner = profile?.decides ? (profile.splits[0]?.manifest ?? profile.profile?.manifest) : undefined;
    if (owner) yield { routing, owner };
  }
}

const routingsElsewhere = (context: RuleContext): Routing[] =>
  profilesIn(context).flatMap(({ namespace: client, name: profile }) => {
    const [name = '', of = ''] = profile.split('.');
    const service = of === client ? undefined : context.state.service(of, name);
    return service?.ports.map((port) => routingOf(context.state, context.mesh, { service, port, client })) ?? [];
  });
