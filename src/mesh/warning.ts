import { IConstruct } from 'constructs';

/** Something that is allowed but probably not meant. */
export interface MeshWarning {
  /** The path of the construct. */
  readonly path: string;
  readonly message: string;
}

const TYPE = 'cdk8s-mesh:warning';

/** Notes a warning on a construct; `MeshApp` prints it when it synthesizes. */
export function warn(construct: IConstruct, message: string): void {
  construct.node.addMetadata(TYPE, message);
}

/** The warnings of a construct and of all below it. A plain cdk8s `App` prints none: ask here. */
export function warningsOf(root: IConstruct): MeshWarning[] {
  return root.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata.filter(({ type }) => type === TYPE).map(({ data }) => ({ path: node.path, message: String(data) })),
    );
}
