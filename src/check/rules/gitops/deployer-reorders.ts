import { DEPLOY_TOOLS, type DeployTool } from '../../deploy/deploy-tool';
import { Fraction } from '../../fraction';
import { identityOf, type Manifest } from '../../manifest';
import type { Rule } from '../../rule';

/** A tool that starts the new pods before it splits. */
export const deployerReorders: Rule = {
  name: 'deployer-reorders',
  severity: 'warning',
  summary: 'The deploy tool starts the pods of a new version before the split or route that holds traffic back.',
  why:
    'Helm, Argo CD, Flux and kustomize apply Services and Deployments before TrafficSplits, HTTPRoutes and ServiceProfiles, whatever the order of the files; until then the Service spreads requests over all pods that it ' +
    'selects (Helm 4.1, Argo CD of September 2026, Flux 1.9, run).',
  fix: 'Let the Service select the stable version only; or give Argo CD sync waves, and Flux a Kustomization for each step.',
  *check({ state, weightings, target }) {
    if (target === undefined || target === 'kubectl' || target === 'kapp') return;
    const batchOf = batchesByObject(DEPLOY_TOOLS[target], state.manifests);
    for (const { manifest, apex, targets } of weightings) {
      const service = state.service(apex.namespace, apex.name);
      const own = service ? state.workloadsOf(service) : [];
      const all = own.reduce((sum, { pods }) => sum + pods, 0);
      for (const leaf of targets.filter(({ namespace, service: name }) => namespace === apex.namespace && name !== apex.name)) {
        const of = state.service(leaf.namespace, leaf.service);
        const early = (of ? state.workloadsOf(of) : []).filter((each) => own.includes(each) && batchOf(each.manifest) <= batchOf(manifest));
        const pods = early.reduce((sum, each) => sum + each.pods, 0);
        const leaked = all === 0 ? Fraction.ZERO : Fraction.of(pods, all);
        if (leaked.isZero || leaked.equals(Fraction.ONE) || leaf.weight >= Math.max(...targets.map(({ weight }) => Number(weight))))
          continue;
        yield {
          ...{ manifest, path: leaf.path, ...(service && { related: [service.manifest] }) },
          message: `${target} starts the pods of ${leaf.service} before it applies this ${manifest.kind}`,
          traffic: `${leaked.toPercent()} of requests to ${apex.namespace}/${apex.name} reach ${leaf.service} until then`,
        };
      }
    }
  },
};

/** When each object arrives, if nothing is there yet. */
function batchesByObject({ batches }: DeployTool, manifests: readonly Manifest[]): (manifest: Manifest) => number {
  const all = batches({ before: [], after: manifests });
  const places = new Map(all.flatMap(({ writes }, index) => writes.map(({ manifest }) => [identityOf(manifest), index] as const)));
  return (manifest) => places.get(identityOf(manifest)) ?? 0;
}
