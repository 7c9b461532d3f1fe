import { Duration } from 'cdk8s';
import { LinkerdArgoCd, LinkerdFlux, type LinkerdArgoCdProps, type LinkerdFluxProps, type MeshChart } from 'cdk8s-mesh';
import { untyped, type KindOfProps } from './row';

const argo = (props: Partial<LinkerdArgoCdProps>) => (chart: MeshChart) =>
  new LinkerdArgoCd(chart, 'linkerd', { chartVersion: '2026.6.1', ...props });
const flux = (props: Partial<LinkerdFluxProps>) => (chart: MeshChart) =>
  new LinkerdFlux(chart, 'linkerd', { chartVersion: '2026.6.1', ...props });

/** What may be wrong with an Application of Argo CD. */
export const applications: KindOfProps = {
  kind: 'Application',
  good: (chart) => argo({})(chart).crds,
  bad: [
    {
      what: 'a version that is a number',
      at: '/spec/source/targetRevision',
      value: 2026.6,
      make: argo({ chartVersion: untyped(2026.6) }),
      says: 'chartVersion must be one version of a chart',
    },
    {
      what: 'a project that is no text',
      at: '/spec/project',
      value: 1,
      make: argo({ project: untyped(1) }),
      says: 'project must be a line of text, got 1',
    },
    {
      what: 'a server that is no text',
      at: '/spec/destination/server',
      value: 7,
      make: argo({ destinationServer: untyped(7) }),
      says: 'destinationServer must be a line of text, got 7',
    },
  ],
};

/** What may be wrong with a HelmRepository of Flux. */
export const helmRepositories: KindOfProps = {
  kind: 'HelmRepository',
  good: (chart) => flux({})(chart).repository,
  bad: [
    {
      what: 'an address without scheme',
      at: '/spec/url',
      value: 'helm.linkerd.io/edge',
      make: flux({ chartRepository: 'helm.linkerd.io/edge' }),
      says: 'chartRepository must be an https URL',
    },
    {
      what: 'an address of FTP',
      at: '/spec/url',
      value: 'ftp://helm.example/',
      make: flux({ chartRepository: 'ftp://helm.example/' }),
      says: 'chartRepository must be an https URL',
    },
    {
      what: 'no address',
      at: '/spec/url',
      value: '',
      make: flux({ chartRepository: '' }),
      says: 'chartRepository must be a line of text',
    },
    {
      what: 'an interval below 0',
      at: '/spec/interval',
      value: '-10s',
      make: (chart) => flux({ interval: Duration.seconds(-10) })(chart),
      says: 'cannot be negative',
    },
  ],
};
