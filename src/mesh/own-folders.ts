import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { BundleFolder } from '../bundle';

/** What a construct writes in the place of a folder for each chart below it. */
export interface OwnFolders {
  /** Called when the app is synthesized. */
  folders(): BundleFolder[];
  /** The one of its charts that is to be in the cluster: they are states of the same objects. */
  readonly inForce: Chart;
}

const owners = new WeakMap<IConstruct, OwnFolders>();

/** Lets a construct write folders of its own. */
export function setOwnFolders(construct: IConstruct, own: OwnFolders): void {
  owners.set(construct, own);
}

/** What is to be written below a construct: its charts, and the constructs that write their charts themselves. */
export interface ToWrite {
  readonly charts: readonly Chart[];
  readonly owners: readonly OwnFolders[];
}

/** Looks for both, each once. */
export function toWrite(root: IConstruct): ToWrite {
  const found = { charts: [] as Chart[], owners: [] as OwnFolders[] };
  const visit = (construct: IConstruct): void => {
    const own = owners.get(construct);
    if (own) {
      found.owners.push(own);
      return;
    }
    if (Chart.isChart(construct)) found.charts.push(construct);
    construct.node.children.forEach(visit);
  };
  visit(root);
  return found;
}
