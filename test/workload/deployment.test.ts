import { containerPort } from '../../src/workload/container';
import { deployment, DeploymentProps, DeploymentSettings } from '../../src/workload/deployment';
import { PodIdentity, PodProps } from '../../src/workload/pod';

const IDENTITY: PodIdentity = { containerName: 'web', selector: { app: 'web' }, ports: [containerPort(80)] };

function spec(props: Partial<DeploymentProps>): Record<string, unknown> {
  const { template: _, ...rest } = deployment('web', { app: 'web' }, IDENTITY, { image: 'web:1', ...props }).spec ?? {};
  return JSON.parse(JSON.stringify(rest)) as Record<string, unknown>;
}

describe('deployment', () => {
  test('says nothing that it was not told, such as how many pods run', () => {
    const { apiVersion, kind, metadata } = deployment('web', { app: 'web', team: 'shop' }, IDENTITY, { image: 'web:1' });
    expect({ apiVersion, kind, metadata }).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', labels: { app: 'web', team: 'shop' } },
    });
    expect(spec({})).toEqual({ selector: { matchLabels: { app: 'web' } } });
  });

  test('takes the number of pods and the strategy', () => {
    const props: Required<Omit<DeploymentSettings, keyof PodProps>> = { replicas: 0, strategy: { type: 'Recreate' } };
    expect(spec(props)).toEqual({ replicas: 0, selector: { matchLabels: { app: 'web' } }, strategy: { type: 'Recreate' } });
  });

  test.each([-1, 1.5, NaN, 2 ** 31])('refuses %s pods', (replicas) => {
    expect(() => spec({ replicas })).toThrow(`replicas must be a whole number from 0 to 2147483647, got ${replicas}`);
  });

  test('shares nothing with what it was given', () => {
    const made = deployment('web', IDENTITY.selector, IDENTITY, { image: 'web:1' });
    expect(made.spec?.selector.matchLabels).not.toBe(IDENTITY.selector);
    expect(made.metadata.labels).not.toBe(IDENTITY.selector);
  });
});
