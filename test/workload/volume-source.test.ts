import type { Volume } from 'kubernetes-types/core/v1';
import { checkVolumeSource } from '../../src/workload/volume-source';

describe('checkVolumeSource', () => {
  test.each<Omit<Volume, 'name'>>([
    {},
    { emptyDir: {} },
    { configMap: { name: 'a', defaultMode: 0o644, items: [{ key: 'a', path: 'b/c', mode: 0o400 }] } },
    { secret: { secretName: 'a', optional: true } },
    { persistentVolumeClaim: { claimName: 'a' } },
    { hostPath: { path: '/var/log' } },
    { csi: { driver: 'example.org' } },
  ])('takes %j', (source) => {
    expect(() => checkVolumeSource({ name: 'data', ...source })).not.toThrow();
  });

  test.each<[unknown, string]>([
    [{ emptyDir: {}, configMap: { name: 'a' } }, 'volume "data" must have one source, got emptyDir and configMap; make a volume of each'],
    [{ configMap: {} }, 'configMap of volume "data" must have name, got undefined'],
    [{ secret: { secretName: '' } }, 'secret of volume "data" must have secretName, got ""'],
    [{ persistentVolumeClaim: {} }, 'persistentVolumeClaim of volume "data" must have claimName'],
    [{ hostPath: {} }, 'hostPath of volume "data" must have path'],
    [{ configMap: { name: 'a', items: [{ key: '', path: 'b' }] } }, 'key of an item of volume "data" must be a line of text, got ""'],
    [{ configMap: { name: 'a', items: [{ key: 'a', path: '/b' }] } }, 'path of item a of volume "data" must be a path inside the volume'],
    [{ secret: { secretName: 'a', items: [{ key: 'a', path: '../b' }] } }, 'got "../b"'],
    [
      { secret: { secretName: 'a', defaultMode: 644 } },
      'defaultMode of volume "data" must be a file mode from 0 to 0o777, got 644; write it as 0o644',
    ],
    [{ configMap: { name: 'a', items: [{ key: 'a', path: 'b', mode: -1 }] } }, 'mode of item a of volume "data" must be a file mode'],
  ])('refuses %j', (source, message) => {
    expect(() => checkVolumeSource({ name: 'data', ...(source as object) })).toThrow(message);
  });
});
