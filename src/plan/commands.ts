import { DEPLOY_TARGETS, type DeployTarget } from '../facts/deploy-target';
import { identityOf, type Manifest } from '../check/manifest';
import type { PlanCommands, PlanGate } from './plan';
import type { PlannedMeans } from './plan-input';

/** A step that is to be reached. */
export interface Reaching {
  /** Name and namespace of the release. */
  readonly name: string;
  readonly namespace: string;
  /** Of the step. */
  readonly step: string;
  readonly folder: string;
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
  /** What the way back restores; undefined where there is none. */
  readonly restored?: readonly Manifest[];
  /** Whether there is a chart for each step. */
  readonly hasCharts: boolean;
  /** Whether nothing is there before. */
  readonly isFirst: boolean;
  /** Whether nothing is left, which kubectl calls an error. */
  readonly isEmpty: boolean;
  readonly means: PlannedMeans;
}

type Commands = Omit<PlanCommands, 'tool'>;

const BY_TOOL: Readonly<Record<DeployTarget, (reaching: Reaching) => Commands>> = {
  kubectl: (reaching) => applied('-f', reaching),
  kustomize: (reaching) => applied('-k', reaching),
  argocd: (reaching) => {
    const { name } = reaching;
    // Without a refresh, what is waited for may be the revision before.
    return fromGit(reaching, [`argocd app get ${name} --refresh`, `argocd app wait ${name} --sync --health`], {
      pause: `argocd app set ${name} --sync-policy none`,
      resume: `argocd app set ${name} --sync-policy automated --auto-prune --self-heal`,
    });
  },
  flux: (reaching) => {
    const { name, means } = reaching;
    const where = means.toolNamespace === undefined ? '' : ` --namespace ${means.toolNamespace}`;
    return fromGit(reaching, [`flux reconcile kustomization ${name} --with-source${where}`], {
      pause: `flux suspend kustomization ${name}${where}`,
      resume: `flux resume kustomization ${name}${where}`,
    });
  },
  helm: ({ name, namespace, folder, means, isFirst }) => {
    const upgrade = (chart: string) =>
      `helm upgrade --install ${name} ${means.prefix}${name}/charts/${chart} --namespace ${namespace} --wait`;
    // Helm 3.17 and later.
    const adopting = isFirst && means.adopts ? ' --take-ownership' : '';
    return { promote: [upgrade(folder.replace('steps/', '')) + adopting], rollback: [upgrade('rollback')] };
  },
  kapp: ({ name, namespace, folder, means, isFirst }) => {
    const deploy = (what: string) => `kapp deploy --app ${name} --namespace ${namespace} --file ${means.prefix}${name}/${what} --yes`;
    const adopting = isFirst && means.adopts ? ' --dangerous-override-ownership-of-existing-resources' : '';
    return { promote: [deploy(folder) + adopting], rollback: [deploy('rollback')] };
  },
};

/** How a step is reached, and left for the rollback, with each tool that can do it. */
export const commandsFor = (reaching: Reaching): PlanCommands[] =>
  DEPLOY_TARGETS.filter((tool) => tool !== 'helm' || reaching.hasCharts).map((tool) => {
    const { promote, rollback } = BY_TOOL[tool](reaching);
    return { tool, promote, rollback: reaching.restored ? rollback : [] };
  });

/** kubectl deletes nothing by itself; the pods of a step are there before anything is deleted. */
function applied(option: '-f' | '-k', { name, folder, before, after, restored, means, isEmpty }: Reaching): Commands {
  const apply = (what: string) => `kubectl apply ${option} ${means.prefix}${name}/${what}`;
  return {
    promote: [...(isEmpty ? [] : [apply(folder)]), ...deletions(before, after)],
    rollback: [apply('rollback'), ...(restored ? deletions(after, restored) : [])],
  };
}

interface Automation {
  readonly pause: string;
  readonly resume: string;
}

function fromGit({ name, step, means, isFirst }: Reaching, wait: readonly string[], { pause, resume }: Automation): Commands {
  const bundle = `${means.prefix}${name}`;
  const commit = (current: string) => [
    `# set current: '${current}' in the program and synthesize: ${bundle}/current/Kustomization changes in a line`,
    `git add --all && git commit --message '${name}: ${current}' && git push`,
  ];
  const once = isFirst && means.hasDelivery ? ['# once:', `kubectl apply -k ${bundle}/delivery`] : [];
  return {
    promote: [...commit(step), ...once, ...wait],
    rollback: [
      '# in a hurry, before git has it:',
      pause,
      `kubectl apply -k ${bundle}/rollback`,
      '# then, or with time to spare only this:',
      ...commit('rollback'),
      '# if it was paused:',
      resume,
      ...wait,
    ],
  };
}

/** Deletes what is no longer wanted, one command for each namespace: pods first, then their Services. */
function deletions(before: readonly Manifest[], after: readonly Manifest[]): string[] {
  const kept = new Set(after.map(identityOf));
  const gone = before.filter((manifest) => !kept.has(identityOf(manifest))).reverse();
  const namespaces = [...new Set(gone.map(({ namespace }) => namespace))];
  return namespaces.map((namespace) => {
    const names = gone.filter((manifest) => manifest.namespace === namespace).map(resourceOf);
    return `kubectl delete --ignore-not-found --namespace ${namespace} ${names.join(' ')}`;
  });
}

/** `deployment.apps/webv1`, as kubectl takes it. */
const resourceOf = ({ group, kind, name }: Manifest): string => `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${name}`;

const POD_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** What the step itself makes one wait for. */
export function ownGates({ namespace, before, after }: Pick<Reaching, 'namespace' | 'before' | 'after'>): PlanGate[] {
  const old = new Map(before.map((manifest) => [identityOf(manifest), JSON.stringify(manifest.object)]));
  const changed = after.filter((manifest) => old.get(identityOf(manifest)) !== JSON.stringify(manifest.object));
  const started = changed.filter(({ kind }) => POD_KINDS.includes(kind));
  const splits = changed.filter(({ kind }) => kind === 'TrafficSplit');
  const ready: PlanGate[] =
    started.length === 0
      ? []
      : [
          {
            kind: 'ready',
            workloads: started.map(({ kind, name }) => `${kind} ${name}`),
            command: started
              .map((each) => `kubectl rollout status ${resourceOf(each)} --namespace ${each.namespace} --timeout 5m`)
              .join(' && '),
          },
        ];
  return [...ready, ...splits.map((split) => copied(split, namespace))];
}

/** On Linkerd a TrafficSplit holds when its adaptor has copied it into the ServiceProfile of the Service. */
function copied({ name, object }: Manifest, namespace: string): PlanGate {
  const { spec } = object as { readonly spec?: { readonly service?: string } };
  return {
    kind: 'copied',
    what: `TrafficSplit ${name}`,
    command: `kubectl get serviceprofiles.linkerd.io ${spec?.service ?? name}.${namespace}.svc.cluster.local --namespace ${namespace} --output jsonpath='{.spec.dstOverrides}'`,
  };
}
