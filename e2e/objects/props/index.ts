import { autoscalers } from './autoscalers';
import { configMaps } from './config-maps';
import { deployments } from './deployments';
import { ingresses } from './ingresses';
import { applications, helmRepositories } from './installs';
import { jobs } from './jobs';
import { namespaces, serviceAccounts } from './namespaces';
import type { KindOfProps } from './row';
import { services } from './services';

/** Every kind that constructs write and no schema describes, but for HelmRelease, whose CRD is not to be had. */
export const kindsOfProps: readonly KindOfProps[] = [
  namespaces,
  serviceAccounts,
  configMaps,
  services,
  deployments,
  jobs,
  autoscalers,
  ingresses,
  applications,
  helmRepositories,
];
