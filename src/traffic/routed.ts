import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { meshOf, MeshObject, RoutingApi } from '../mesh';
import { claimTraffic } from '../service/claims';
import { portOf, ServicePortRef, ServiceRef } from '../service/service-ref';
import { httpRouteRouter } from './http-route-router';
import { Router, RoutingInput } from './router';
import { serviceProfileRouter } from './service-profile-router';
import { smiRouter } from './smi-router';

/** Adding an API: a file with its router, and a line here. */
const ROUTERS: Readonly<Record<RoutingApi, Router>> = {
  'split.smi-spec.io/v1alpha1': smiRouter('split.smi-spec.io/v1alpha1'),
  'split.smi-spec.io/v1alpha2': smiRouter('split.smi-spec.io/v1alpha2'),
  'split.smi-spec.io/v1alpha4': smiRouter('split.smi-spec.io/v1alpha4'),
  'linkerd.io/v1alpha2': serviceProfileRouter,
  'policy.linkerd.io/v1beta2': httpRouteRouter('policy.linkerd.io/v1beta2'),
  'policy.linkerd.io/v1beta3': httpRouteRouter('policy.linkerd.io/v1beta3'),
  'gateway.networking.k8s.io/v1': httpRouteRouter('gateway.networking.k8s.io/v1'),
};

/** What every construct that routes traffic can be told. */
export interface RoutingProps {
  /**
   * The API to write.
   *
   * @default - the first that the mesh of the chart has
   */
  readonly api?: RoutingApi;
  /**
   * The ports that are routed, by name or number. Only HTTPRoutes can choose: TrafficSplits and ServiceProfiles name none and hold for all.
   *
   * @default - all ports of the service
   */
  readonly ports?: readonly (string | number)[];
  /**
   * The name of the object. Where several ports need an HTTPRoute each, that of the first; the others add the name of their port. A ServiceProfile has
   * the name by which Linkerd looks it up, whatever this says.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/** What is routed where, before the API is known. */
export type Routing = Pick<RoutingInput, 'apex' | 'backends' | 'matches' | 'otherwise'>;

/** The objects of a construct that routes traffic, made as its children; the first is the main one. */
export function routed(construct: Construct, props: RoutingProps, routing: Routing): ApiObject[] {
  const router = ROUTERS[meshOf(construct).chooseRoutingApi(props.api)];
  const ports = routedPorts(router, routing.apex, props.ports);
  const { namespace } = Chart.of(construct);
  const manifests = router.route({ ...routing, name: props.name ?? construct.node.id, namespace, ports });
  claimTraffic(construct, { apex: routing.apex, ports: props.ports === undefined ? [] : ports.map(({ port }) => port), by: router.api });

  const main = manifests.findIndex(({ kind }) => kind !== 'HTTPRouteGroup');
  const objects = manifests.map(
    (manifest, index) => new MeshObject(construct, index === main ? 'Resource' : `${manifest.kind}-${index}`, manifest),
  );
  return [...objects.slice(main), ...objects.slice(0, main)];
}

function routedPorts({ api, perPort }: Router, apex: ServiceRef, wanted: RoutingProps['ports']): readonly ServicePortRef[] {
  if (apex.ports.length === 0) {
    throw new Error(`ports of service ${apex.name} must be known to route them, got none; give existingService() its ports`);
  }
  if (wanted === undefined) return apex.ports;
  if (!perPort) throw new Error(`ports cannot be chosen with ${api}, which holds for all ports; leave ports out, or use an HTTPRoute`);
  const ports = [...new Set(wanted.map((port) => portOf(apex, port)))];
  if (ports.length > 0) return ports;
  throw new Error('ports must name at least one port, got none; leave ports out for all');
}
