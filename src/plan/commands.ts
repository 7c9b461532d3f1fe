import { DEPLOY_TARGETS, type DeployTarget } from '../facts/deploy-target';
import { identityOf, type Manifest } from '../check/manifest';
import type { PlanCommands, PlanGate } from './plan';

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
}

type Commands = Omit<PlanCommands, 'tool'>;

const BY_TOOL: Readonly<Record<DeployTarget, (reaching: Reaching) => Commands>> = {
  kubectl: (reaching) => applied('-f', reaching),
  kustomize: (reaching) => applied('-k', reaching),
  argocd: (reaching) => {
    const { name } = reaching;
    return fromGit(reaching, [`argocd app wait ${name} --sync --health`], {
      pause: `argocd app set ${name} --sync-policy none`,
      resume: `argocd app set ${name} --sync-policy automated --auto-prune --self-heal`,
    });
  },
  flux: (reaching) => {
    const { name } = reaching;
    return fromGit(reaching, [`flux reconcile kustomization ${name} --with-source`], {
      pause: `flux suspend kustomization ${name}`,
      resume: `flux resume kustomization ${name}`,
    });
  },
  helm: ({ name, namespace, folder }) => {
    const upgrade = (chart: string) => `helm upgrade --install ${name} ${name}/charts/${chart} --namespace ${namespace} --wait`;
    return { promote: [upgrade(folder.replace('steps/', ''))], rollback: [upgrade('rollback')] };
  },
  kapp: ({ name, namespace, folder }) => {
    const deploy = (what: string) => `kapp deploy --app ${name} --namespace ${namespace} --file ${name}/${what} --yes`;
    return { promote: [deploy(folder)], rollback: [deploy('rollback')] };
  },
};

/** How a step is reached, and left for the rollback, with each tool that can do it. */
export const commandsFor = (reaching: Reaching): PlanCommands[] =>
  DEPLOY_TARGETS.filter((tool) => tool !== 'helm' || reaching.hasCharts).map((tool) => {
    const { promote, rollback } = BY_TOOL[tool](reaching);
    return { tool, promote, rollback: reaching.restored ? rollback : [] };
  });

/** kubectl deletes nothing by itself; the pods of a step are there before anything is deleted. */
function applied(option: '-f' | '-k', { name, folder, before, after, restored }: Reaching): Commands {
  const apply = (what: string) => `kubectl apply ${option} ${name}/${what}`;
  return {
    promote: [apply(folder), ...deletions(before, after)],
    rollback: [apply('rollback'), ...(restored ? deletions(after, restored) : [])],
  };
}

interface Automation {
  readonly pause: string;
  readonly resume: string;
}

function fromGit({ name, step }: Reaching, wait: readonly string[], { pause, resume }: Automation): Commands {
  const commit = (current: string) => [
    `# set current: '${current}' in the program and synthesize: a line of ${name}/current/Kustomization changes`,
    `git commit --all --message '${name}: ${current}' && git push`,
    ...wait,
  ];
  return {
    promote: commit(step),
    rollback: [
      ...commit('rollback'),
      '# in a hurry, before git has it:',
      pause,
      `kubectl apply -k ${name}/rollback`,
      '# and when git has it:',
      resume,
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
