export * from './routing-api';
export type { LinkerdVersion, MeshFacts, MeshLimit } from './linkerd-versions';
export { Mesh, meshOf, setMesh } from './mesh';
export * from './mesh-chart';
export * from './mesh-app';
export { type Manifest, MeshObject, setRank } from './mesh-object';
export { type MeshWarning, warningsOf } from './warning';
