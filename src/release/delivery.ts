import type { RankedObject } from '../bundle';
import type { DeployTarget } from '../facts/deploy-target';
import { argoCdAnnotations, argoCdApplication, ArgoCdDeliveryProps } from './argo-cd-delivery';
import { fluxKustomization, FluxDeliveryProps } from './flux-delivery';
import type { Delivered } from './delivered';
import { kappAnnotations } from './kapp-delivery';
import type { PlannedMeans } from '../plan/plan-input';
import { outputPath } from './output-path';

/** An object that lets the tool deliver a release. */
export type Deliverer = ReturnType<typeof argoCdApplication> | ReturnType<typeof fluxKustomization>;

interface Means {
  /** The output folder in the repository, with a slash at its end. */
  readonly prefix?: string;
  readonly toolNamespace?: string | undefined;
  readonly annotations?: (ranked: RankedObject, delivered: Delivered) => Readonly<Record<string, string>>;
  readonly deliverer?: (delivered: Delivered) => Deliverer;
}

/**
 * Which tool brings a release to the cluster. Its order decides which moments requests can meet, so the plan is made for it; and what it needs to be told stands in
 * annotations of the objects. Every tool can apply every folder all the same.
 */
export class Delivery {
  /** `kubectl apply -f`, which deletes nothing: the plan has the commands for it. */
  public static kubectl(): Delivery {
    return new Delivery('kubectl', {});
  }

  /** `kubectl apply -k`, in the order of the files, which deletes nothing: the plan has the commands for it. */
  public static kustomize(): Delivery {
    return new Delivery('kustomize', {});
  }

  /**
   * Argo CD. Objects come in waves (Services, routes, pods, Ingresses), and are pruned last, whatever is removed and whenever: Argo CD reads that from the live object, so it is
   * there from the beginning.
   *
   * @param props where the output is; without it you write the Application yourself, with `current` as its path
   * @throws if a prop is none that Argo CD takes
   */
  public static argoCd(props?: ArgoCdDeliveryProps): Delivery {
    return new Delivery('argocd', {
      annotations: argoCdAnnotations,
      ...(props && { prefix: outputPath(props.path), deliverer: (delivered) => argoCdApplication(delivered, props) }),
    });
  }

  /**
   * Flux.
   *
   * @param props where the output is; without it you write the Flux Kustomization yourself, with `current` as its path
   * @throws if a prop is none that Flux takes
   */
  public static flux(props?: FluxDeliveryProps): Delivery {
    return new Delivery('flux', {
      ...(props && {
        prefix: outputPath(props.path),
        toolNamespace: props.fluxNamespace,
        deliverer: (delivered) => fluxKustomization(delivered, props),
      }),
    });
  }

  /** Helm, with a chart for each step: `helm upgrade --install web dist/web/charts/20-canary-10`. */
  public static helm(): Delivery {
    return new Delivery('helm', {});
  }

  /** kapp, which is told by change rules what comes after what. */
  public static kapp(): Delivery {
    return new Delivery('kapp', { annotations: kappAnnotations });
  }

  private constructor(
    /** The tool. */
    public readonly target: DeployTarget,
    private readonly means: Means,
  ) {}

  /**
   * What an object needs to say to the tool.
   *
   * @internal
   */
  public _annotations(ranked: RankedObject, delivered: Delivered): Readonly<Record<string, string>> {
    return this.means.annotations?.(ranked, delivered) ?? {};
  }

  /**
   * What commands have to say.
   *
   * @internal
   */
  public get _commands(): Omit<PlannedMeans, 'adopts'> {
    const { prefix = '', toolNamespace, deliverer } = this.means;
    return { prefix, hasDelivery: deliverer !== undefined, ...(toolNamespace !== undefined && { toolNamespace }) };
  }

  /**
   * What makes the tool deliver a release, where it needs an object for that and knows where the output is.
   *
   * @internal
   */
  public _deliverer(delivered: Delivered): Deliverer | undefined {
    return this.means.deliverer?.(delivered);
  }
}
