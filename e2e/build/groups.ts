/** Programs that are built from one go.mod, and the CRDs that come with their modules. */
export interface ToolGroup {
  /** Folder below `e2e/tools`, which holds go.mod, go.sum and, where the program is ours, its source. */
  readonly name: string;
  /** File name of each program → Go package. */
  readonly programs: Readonly<Record<string, string>>;
  /** What the linker writes into the programs: name of a Go variable → value. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Go module → its files that hold CRDs; the last part of a path may be `*`, which stands for every YAML file there. */
  readonly crds?: Readonly<Record<string, readonly string[]>>;
}

/** Clients refuse an API server that does not say its version in this form. */
const KUBERNETES = { gitVersion: 'v1.34.4', gitMajor: '1', gitMinor: '34' };

/** All groups, those that take longest first: with two at once, the whole then takes least. */
export const GROUPS: readonly ToolGroup[] = [
  {
    name: 'kubernetes',
    programs: {
      'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
      'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
      'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
    },
    variables: Object.fromEntries(Object.entries(KUBERNETES).map(([name, value]) => [`k8s.io/component-base/version.${name}`, value])),
  },
  {
    name: 'flux',
    programs: { 'kustomize-controller': 'github.com/fluxcd/kustomize-controller' },
    crds: { 'github.com/fluxcd/kustomize-controller': ['config/crd/bases/*'] },
  },
  {
    name: 'argo-rollouts',
    programs: { 'argo-rollouts': 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller' },
    crds: { 'github.com/argoproj/argo-rollouts': ['manifests/crds/*', 'test/e2e/crds/split.yaml'] },
  },
  {
    name: 'flagger',
    programs: { flagger: 'github.com/fluxcd/flagger/cmd/flagger' },
    crds: { 'github.com/fluxcd/flagger': ['artifacts/flagger/crd.yaml'] },
  },
  { name: 'argo-engine', programs: { 'argo-engine': '.' } },
  { name: 'kwok', programs: { kwok: 'sigs.k8s.io/kwok/cmd/kwok' } },
  { name: 'etcd', programs: { etcd: 'go.etcd.io/etcd/server/v3' } },
  { name: 'kapp', programs: { kapp: 'carvel.dev/kapp/cmd/kapp' } },
  { name: 'kubeconform', programs: { kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform' } },
  {
    name: 'crds',
    programs: {},
    crds: {
      'sigs.k8s.io/gateway-api': [
        'config/crd/standard/gateway.networking.k8s.io_grpcroutes.yaml',
        'config/crd/standard/gateway.networking.k8s.io_httproutes.yaml',
      ],
      'github.com/fluxcd/source-controller': ['config/crd/bases/*'],
      'github.com/argoproj/argo-cd/v3': ['manifests/crds/application-crd.yaml'],
    },
  },
];
