import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { Mesh, MeshApp } from '../../src/mesh';
import { planFiles } from '../../src/plan';
import { planMarkdown } from '../../src/plan/plan-markdown';
import { planSarif } from '../../src/plan/plan-sarif';
import type { Plan, PlanUnsafe } from '../../src/plan/plan';
import { Adoption, Delivery, FaultRelease, Gate } from '../../src/release';
import { existingService } from '../../src/service';
import { Duration } from 'cdk8s';
import { NginxFaultInjector } from '../../src/fault';
import { LIVE, V } from '../release/adoption-kit';
import { web, WEB } from '../release/kit';

const validate = new Ajv().compile(JSON.parse(readFileSync(join(__dirname, '../../schemas/plan.v1.json'), 'utf8')) as object);

const gates = [
  Gate.pause(Duration.minutes(10)),
  Gate.approval('the dashboard'),
  Gate.successRate({ atLeast: 0.99 }),
  Gate.metric({ name: 'queue', query: 'max(queue)', min: 1, max: 9 }),
];

const PLANS: readonly (readonly [string, Plan])[] = [
  ['a release', web({ steps: [{ weight: 10, gates }, 50], delivery: Delivery.argoCd() }).plan()],
  ['a release by TrafficSplit, with Helm', web({ mesh: Mesh.linkerd('2.10'), delivery: Delivery.helm() }).plan()],
  [
    'an experiment',
    new FaultRelease(new MeshApp(), 'faults', {
      namespace: 'shop',
      service: () => existingService('web', 80),
      injector: (chart) => new NginxFaultInjector(chart, 'injector', { status: 503, port: 80 }),
      steps: [0.5],
    }).plan(),
  ],
  ['an adoption', new Adoption(new MeshApp(), 'web', { ...V, namespace: 'shop', live: LIVE() }).plan()],
];

const plan = PLANS[0]?.[1] as Plan;

const unsafe: PlanUnsafe = {
  rule: 'prefix-no-endpoint',
  severity: 'error',
  message: 'after X: 10 % reach nothing',
  trace: 'GET / → web',
  fix: 'Y',
  object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
  file: 'steps/10-canary-0/4000-deployment-web.yaml',
};

describe('the plan of', () => {
  test.each(PLANS)('%s is as its schema says', (_, each) => {
    validate(JSON.parse(JSON.stringify(each)));
    expect(validate.errors).toBeNull();
  });

  test.each(PLANS)('%s is all that its pages are made of', (_, each) => {
    const [json, ...pages] = planFiles(each);
    expect(planFiles(JSON.parse(json?.text ?? '') as Plan).slice(1)).toEqual(pages);
  });
});

describe('a plan', () => {
  test('says who receives what at each step, by port and kind of request', () => {
    expect(plan.steps.map(({ name, traffic }) => [name, traffic[0]?.to.map(({ who, share }) => `${who} ${share}`)])).toEqual([
      ['baseline', ['v1 1']],
      ['canary-0', ['v1 1']],
      ['canary-10', ['v1 9/10', 'v2 1/10']],
      ['canary-50', ['v1 1/2', 'v2 1/2']],
      ['canary-100', ['v2 1']],
      ['promote', ['v2 1']],
      ['cleanup', ['v2 1']],
    ]);
  });

  test('says what the tool writes, in its order, and who receives requests then', () => {
    const moments = plan.steps.find(({ name }) => name === 'cleanup')?.moments ?? [];
    expect(moments.map(({ waits, writes }) => [waits, writes.map(({ verb, kind, name }) => `${verb} ${kind} ${name}`)])).toEqual([
      [false, ['update HTTPRoute web']],
      // Pruned last.
      [true, ['delete Service webv1', 'delete Deployment webv1']],
    ]);
    expect(moments.map(({ to }) => to.map(({ who, share }) => `${who} ${share}`))).toEqual([['v2 1'], ['v2 1']]);
  });

  test('says which pods each Service selects', () => {
    const pods = (name: string) =>
      plan.steps
        .find((step) => step.name === name)
        ?.services.map((service) => [service.name, service.pods.map(({ workload }) => workload)]);
    expect(pods('canary-10')).toEqual([
      ['web', ['webv1']],
      ['webv1', ['webv1']],
      ['webv2', ['webv2']],
    ]);
    expect(pods('promote')).toContainEqual(['web', ['webv2']]);
  });

  test('waits for pods where a step starts some, and for what the user wants', () => {
    const of = (name: string) => plan.steps.find((step) => step.name === name)?.gates.map(({ kind }) => kind);
    expect(of('canary-0')).toEqual(['ready']);
    expect(of('canary-10')).toEqual(['pause', 'approval', 'metric', 'metric']);
    expect(of('canary-50')).toEqual([]);
    const [, smi] = PLANS[1] ?? [];
    expect(smi?.steps.find(({ name }) => name === 'canary-10')?.gates).toEqual([
      {
        kind: 'copied',
        what: 'TrafficSplit web',
        command:
          "kubectl get serviceprofiles.linkerd.io web.shop.svc.cluster.local --namespace shop --output jsonpath='{.spec.dstOverrides}'",
      },
    ]);
  });

  test('has commands for each tool that can do it; those that delete nothing are told what to delete', () => {
    const commands = (name: string, tool: string) =>
      plan.steps.find((step) => step.name === name)?.commands.find((each) => each.tool === tool)?.promote;
    expect(commands('cleanup', 'kubectl')).toEqual([
      'kubectl apply -f web/steps/60-cleanup',
      'kubectl delete --ignore-not-found --namespace shop deployment.apps/webv1 service/webv1',
    ]);
    expect(commands('cleanup', 'kapp')).toEqual(['kapp deploy --app web --namespace shop --file web/steps/60-cleanup --yes']);
    expect(commands('cleanup', 'helm')).toBeUndefined();
    expect(PLANS[1]?.[1].steps[2]?.commands.find(({ tool }) => tool === 'helm')).toEqual({
      tool: 'helm',
      promote: ['helm upgrade --install web web/charts/20-canary-10 --namespace shop --wait'],
      rollback: ['helm upgrade --install web web/charts/rollback --namespace shop --wait'],
    });
  });

  test('says what it takes for granted', () => {
    const bare = web({ service: { ...WEB, readinessProbe: undefined, podAnnotations: { 'linkerd.io/inject': 'enabled' } } }).plan();
    expect(bare.conditions).toEqual([
      'Version v1 is deployed by a release already, or nothing serves as web: what serves without one is taken over by an Adoption first.',
      'Clients have the proxy of linkerd-2.20. Those without it follow the Service itself, whatever a split says.',
      'Namespace shop is there.',
      'The cluster knows HTTPRoute gateway.networking.k8s.io/v1.',
      'Pods of webv1 and webv2 can answer as soon as they run: they have no readiness probe.',
      'One step is taken after the other, and each time its gates have held: a jump is not tried here.',
    ]);
    expect(plan.conditions).toContain('Nothing here asks for the proxy: namespace shop does, or the pods of clients do.');
  });

  test('has commands with the output folder where that is known, and for what is done once', () => {
    const props = { repoURL: 'https://git.example.com/shop.git', path: 'k8s' };
    const { steps, rollback } = web({ delivery: Delivery.argoCd(props) }).plan();
    expect(steps[0]?.commands.find(({ tool }) => tool === 'argocd')?.promote).toEqual([
      "# set current: 'baseline' in the program and synthesize: k8s/web/current/Kustomization changes in a line",
      "git add --all && git commit --message 'web: baseline' && git push",
      '# once:',
      'kubectl apply -k k8s/web/delivery',
      'argocd app get web --refresh',
      'argocd app wait web --sync --health',
    ]);
    expect(rollback.abandon.find(({ tool }) => tool === 'kubectl')?.promote).toEqual([
      'kubectl apply -f k8s/web/steps/00-baseline',
      'kubectl delete --ignore-not-found --namespace shop deployment.apps/webv2 service/webv2',
    ]);
    const flux = Delivery.flux({ path: '.', sourceRef: { kind: 'GitRepository', name: 'shop' }, fluxNamespace: 'gitops' });
    expect(
      web({ delivery: flux })
        .plan()
        .steps[1]?.commands.find(({ tool }) => tool === 'flux')
        ?.promote.at(-1),
    ).toBe('flux reconcile kustomization web --with-source --namespace gitops');
  });

  test('knows where there is no way back', () => {
    expect(plan.steps.filter(({ irreversible }) => irreversible !== undefined).map(({ name }) => name)).toEqual(['cleanup']);
    expect(plan.rollback.from).toEqual(['baseline', 'canary-0', 'canary-10', 'canary-50', 'canary-100', 'promote']);
    expect(plan.steps.at(-1)?.commands.every(({ rollback }) => rollback.length === 0)).toBe(true);
  });

  test('names one owner for each field that changes on the way', () => {
    const scaled = { ...WEB, versions: { v1: { image: 'web:1', replicas: 2 }, v2: { image: 'web:2', autoscaler: { maxReplicas: 3 } } } };
    expect(web({ service: { ...scaled, resources: { requests: { cpu: '1' } } } }).plan().owners).toEqual([
      { field: 'weights of HTTPRoute shop/web', owner: 'git, by these steps' },
      { field: 'selector of Service shop/web', owner: 'git, by these steps' },
      { field: 'replicas of Deployment shop/webv1', owner: 'git' },
      { field: 'replicas of Deployment shop/webv2', owner: 'HorizontalPodAutoscaler shop/webv2' },
    ]);
  });

  test('has a digest for each state, which changes with it', () => {
    const other = web({ steps: [10, 50], delivery: Delivery.argoCd(), service: { ...WEB, name: 'web', imagePullPolicy: 'Always' } }).plan();
    const again = web({ steps: [10, 50], delivery: Delivery.argoCd() }).plan();
    const digests = ({ steps }: Plan) => steps.map(({ digest }) => digest);
    expect(digests(again)).toEqual(digests(plan));
    expect(digests(other).filter((digest) => digests(plan).includes(digest))).toEqual([]);
    expect(new Set(digests(plan)).size).toBe(plan.steps.length);
  });
});

describe('what is wrong', () => {
  test('is in SARIF, with the file of what makes it', () => {
    const steps = plan.steps.map((step, index) => (index === 1 ? { ...step, unsafe: [unsafe] } : step));
    const uri = 'web/steps/10-canary-0/4000-deployment-web.yaml';
    expect(JSON.parse(planSarif({ ...plan, steps }))).toMatchObject({
      runs: [
        {
          tool: { driver: { rules: [{ id: 'prefix-no-endpoint' }] } },
          results: [
            {
              level: 'error',
              message: { text: 'after X: 10 % reach nothing: GET / → web' },
              locations: [{ physicalLocation: { artifactLocation: { uri } } }],
            },
          ],
        },
      ],
    });
  });
});

describe('the page for GitHub', () => {
  const text = planMarkdown(plan);

  test('has a table of steps, versions and gates', () => {
    expect(text).toContain('| step | v1 | v2 | changes | before the next one |');
    expect(text).toContain('| [baseline](#baseline) ◀ current | 100 % | 0 % | create 4 | the pods of Deployment webv1 are ready |');
    expect(text).toContain(
      '| [canary-10](#canary-10) | 90 % | 10 % | update 1 | 10 min have passed; somebody approves: the dashboard; success rate is 0.99 at least; queue is from 1 to 9 |',
    );
    expect(text).toContain('| [cleanup](#cleanup) ⚠ no way back |');
  });

  test('takes no text for its own', () => {
    const hostile = '<script>|`*_[x](y)';
    const other = planMarkdown({ ...plan, summary: hostile, service: hostile });
    expect(other).not.toContain('<script>');
    expect(other).not.toContain('[x](y)');
  });

  test('a query with backticks stands in a longer fence', () => {
    const step = plan.steps[2];
    const query = 'a ``` b';
    const other = planMarkdown({ ...plan, steps: step ? [{ ...step, gates: [{ kind: 'metric', name: 'x', query, max: 1 }] }] : [] });
    expect(other).toContain('  ````\n  a ``` b\n  ````\n');
  });

  test('says what is wrong on the way', () => {
    const other = planMarkdown({ ...plan, steps: plan.steps.map((step, index) => (index === 1 ? { ...step, unsafe: [unsafe] } : step)) });
    expect(other).toContain('**With argocd, one moment between these steps can lose requests');
    expect(other).toContain('> **error: after X: 10 % reach nothing**');
  });
});
