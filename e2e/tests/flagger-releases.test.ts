import { describe } from 'node:test';
import { useFlagger } from '../controllers/use-flagger';
import { linkerdReleases } from './flagger/linkerd';
import { observedReleases } from './flagger/observed';
import { podinfoReleases } from './flagger/podinfo';

// Most of the time Flagger waits for its next check: so all releases go on at once, each in a namespace of its own.
describe('releases by a real Flagger', { concurrency: true }, () => {
  const bench = useFlagger();
  podinfoReleases(bench);
  observedReleases(bench);
  linkerdReleases(bench);
});
