import type { Rule } from '../../rule';

/** A setting of the proxy that there is none of. */
export const configAnnotationUnknown: Rule = {
  name: 'config-annotation-unknown',
  severity: 'warning',
  summary: 'An annotation `config.linkerd.io/…` has a name that Linkerd does not know.',
  why: 'It is only text: the proxy keeps its default (Linkerd 2.20, linkerd2 `pkg/k8s/labels.go`).',
  fix: 'Correct the name.',
  *check({ annotated, mesh }) {
    if (!mesh.hasProfiles) return;
    for (const { manifest, path, annotations } of annotated) {
      for (const name of annotations.keys()) {
        const [, setting] = /^config\.linkerd\.io\/(.+)$/.exec(name) ?? [];
        if (setting === undefined || KNOWN.has(setting)) continue;
        const near = nearest(setting);
        const hint = near === undefined ? '' : `; is it config.linkerd.io/${near}?`;
        yield { manifest, path: [...path, name], message: `Linkerd knows no ${name}${hint}` };
      }
    }
  },
};

/** The known one that is written nearly so. */
function nearest(setting: string): string | undefined {
  const bare = (text: string) => text.replace(/[-_]/g, '').toLowerCase();
  return [...KNOWN].find((each) => bare(each) === bare(setting) || each.startsWith(setting) || setting.startsWith(each));
}

const KNOWN = new Set([
  ...[
    'skip-inbound-ports',
    'skip-outbound-ports',
    'skip-subnets',
    'opaque-ports',
    'access-log',
    'shutdown-grace-period',
    'default-inbound-policy',
  ],
  ...[
    'enable-debug-sidecar',
    'debug-image',
    'debug-image-version',
    'debug-image-pull-policy',
    'admission-webhooks',
    'enable-gateway',
    'close-wait-timeout',
  ],
  ...[
    'init-image',
    'init-image-version',
    'image-pull-policy',
    'control-port',
    'inbound-port',
    'admin-port',
    'outbound-port',
    'trust-root-sha256',
    'disable-identity',
    'disable-tap',
  ],
  ...[
    'pod-inbound-ports',
    'enable-external-profiles',
    'enable-endpoint-slices',
    'linkerd-version',
    'proxy-await',
    'enable-native-sidecar',
    'trace-collector',
    'trace-collector-service-account',
  ],
  ...[
    'admin-port',
    'control-port',
    'cpu-limit',
    'cpu-request',
    'cpu-ratio-limit',
    'memory-limit',
    'memory-request',
    'ephemeral-storage-limit',
    'ephemeral-storage-request',
    'uid',
    'gid',
    'log-level',
  ].map((name) => `proxy-${name}`),
  ...[
    'log-format',
    'log-http-headers',
    'image',
    'version',
    'enable-native-sidecar',
    'require-identity-inbound-ports',
    'additional-env',
    'disable-inbound-protocol-detect-timeout',
  ].map((name) => `proxy-${name}`),
  ...[
    'disable-outbound-protocol-detect-timeout',
    'outbound-connect-timeout',
    'inbound-connect-timeout',
    'outbound-discovery-cache-unused-timeout',
    'metrics-hostname-labels',
    'jaeger-enabled',
  ].map((name) => `proxy-${name}`),
  ...[
    'inbound-discovery-cache-unused-timeout',
    'inbound-port',
    'outbound-port',
    'inbound-policy-detection',
    'outbound-transport-mode',
    'enable-gateway',
    'image-pull-policy',
    'init-image',
    'init-image-version',
  ].map((name) => `proxy-${name}`),
]);
