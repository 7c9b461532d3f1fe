import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { basename, join } from 'node:path';
import { programPath } from '../build/cache';
import type { Undertaker } from '../process/undertaker';
import { Component } from './component';
import { freePorts, refuseTaken } from './ports';

/** Who talks to the API server: each has a token of its own, so that the audit log tells them apart. All may do everything. */
export const USERS = ['admin', 'harness', 'system', 'kubectl', 'helm', 'argo', 'flux', 'kapp', 'flagger', 'rollouts'] as const;

/** One of those who talk to the API server. */
export type User = (typeof USERS)[number];

/** A running API server, with controllers, scheduler and nodes. */
export interface ControlPlane {
  /** Controllers, scheduler and nodes, none of which ends by itself. */
  readonly controllers: readonly Component[];
  /** File to which the API server writes a line of JSON for each write. */
  readonly auditLog: string;
}

/** Controllers whose work a test can see. The others need cloud, volumes, or a kubelet. */
const CONTROLLERS = [
  'daemonset',
  'deployment',
  'disruption',
  'endpoints',
  'endpointslice',
  'garbage-collector',
  'job',
  'namespace',
  'replicaset',
  'serviceaccount',
  'statefulset',
].map((name) => `${name}-controller`);

/** Every write with its response, which tells a write that changed nothing; leases and events say nothing of deployments. */
const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  omitManagedFields: true,
  rules: [
    {
      level: 'None',
      resources: [
        { group: 'coordination.k8s.io', resources: ['leases'] },
        { group: '', resources: ['events'] },
        { group: 'events.k8s.io' },
      ],
    },
    { level: 'None', verbs: ['get', 'list', 'watch'] },
    { level: 'RequestResponse', verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'] },
    { level: 'None' },
  ],
};

/** Starts etcd, API server, controllers and scheduler of Kubernetes, and kwok in place of kubelets. Returns when the API server takes requests. */
export async function startControlPlane(folder: string, undertaker: Undertaker, port?: number): Promise<ControlPlane> {
  if (port !== undefined) await refuseTaken(port);
  const [apiPort = 0, etcdPort = 0, peerPort = 0] = (await freePorts(4)).filter((free) => free !== port);
  const server = `https://127.0.0.1:${port ?? apiPort}`;
  const etcd = `http://127.0.0.1:${etcdPort}`;
  const peer = `http://127.0.0.1:${peerPort}`;
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const start = (program: string, args: Readonly<Record<string, string | number | boolean>>) =>
    new Component(
      program,
      programPath(program),
      Object.entries(args).map(([name, value]) => `--${name}=${value}`),
      { undertaker, folder },
    );

  const tokens = Object.fromEntries(USERS.map((user) => [user, randomUUID()])) as Record<User, string>;
  const key = file(
    'service-accounts.key',
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  );
  // Whole before anything that reads them starts.
  for (const user of USERS) file(basename(kubeconfigPath(folder, user)), kubeconfigFor(server, user, tokens[user]));
  const auditLog = join(folder, 'audit.log');
  mkdirSync(join(folder, 'etcd'));

  const database = start('etcd', {
    'data-dir': join(folder, 'etcd'),
    'listen-client-urls': etcd,
    'advertise-client-urls': etcd,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'initial-cluster': `default=${peer}`,
    'unsafe-no-fsync': true,
    'log-level': 'warn',
  });
  const apiServer = start('kube-apiserver', {
    'etcd-servers': etcd,
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-key-file': key,
    'service-account-signing-key-file': key,
    'token-auth-file': file('tokens.csv', USERS.map((user) => `${tokens[user]},${user},${user},"system:masters"\n`).join('')),
    'authorization-mode': 'RBAC',
    'service-cluster-ip-range': '10.96.0.0/16',
    'cert-dir': join(folder, 'certificates'),
    'bind-address': '127.0.0.1',
    'secure-port': port ?? apiPort,
    'allow-privileged': true,
    'disable-admission-plugins': 'TaintNodesByCondition',
    'audit-policy-file': file('audit-policy.json', JSON.stringify(AUDIT_POLICY)),
    'audit-log-path': auditLog,
    'audit-log-maxsize': 4096,
  });
  await apiServer.until(
    'ready',
    async () => {
      // Without its own, the API server would take that of another cluster, if that has the port now.
      database.refuseEnded();
      return ready(server, tokens.harness);
    },
    120,
  );

  const kubeconfig = kubeconfigPath(folder, 'system');
  const controllers = [
    start('kube-controller-manager', {
      kubeconfig,
      'service-account-private-key-file': key,
      'use-service-account-credentials': false,
      'leader-elect': false,
      'secure-port': 0,
      controllers: CONTROLLERS.join(','),
    }),
    start('kube-scheduler', { kubeconfig, 'leader-elect': false, 'secure-port': 0 }),
    start('kwok', { kubeconfig, 'manage-all-nodes': true, cidr: '10.244.0.0/16', 'node-ip': '127.0.0.1' }),
  ];
  return { controllers, auditLog };
}

/** Where the file is that lets a tool act as a user. */
export const kubeconfigPath = (folder: string, user: User): string => join(folder, `${user}.kubeconfig`);

/** A kubeconfig as JSON, which is YAML too. The certificate is made by the API server itself and never leaves the machine. */
const kubeconfigFor = (server: string, user: string, token: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'cdk8s-mesh', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: user, context: { cluster: 'cdk8s-mesh', user } }],
    'current-context': user,
  });

const ready = (server: string, token: string): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get(
      `${server}/readyz`,
      { rejectUnauthorized: false, headers: { authorization: `Bearer ${token}` }, timeout: 2000 },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    request.once('error', () => resolve(false));
    request.once('timeout', () => request.destroy());
  });
