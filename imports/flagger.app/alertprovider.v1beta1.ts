// Generated from schemas/flagger.app/alertprovider.v1beta1.json by npm run imports; do not edit.
import type { ObjectMeta } from '../object-meta';

/**
 * Where the alerts of Canaries go (Flagger 1.44).
 */
export interface AlertProviderV1Beta1 {
  /**
   * API group and version.
   */
  apiVersion: 'flagger.app/v1beta1';
  /**
   * Kind of the object.
   */
  kind: 'AlertProvider';
  /**
   * Name, namespace, labels and annotations.
   */
  metadata: ObjectMeta;
  /**
   * The receiver: its address comes from exactly one of `address` and `secretRef`.
   */
  spec: AlertProviderV1Beta1Spec;
}

/**
 * The receiver: its address comes from exactly one of `address` and `secretRef`.
 */
export interface AlertProviderV1Beta1Spec {
  /**
   * What the receiver is.
   */
  type: 'slack' | 'msteams' | 'discord' | 'rocket' | 'gchat';
  /**
   * Channel that the alerts appear in.
   */
  channel?: string;
  /**
   * Name that the alerts appear under.
   */
  username?: string;
  /**
   * URL of the incoming webhook. Such a URL is a secret: prefer `secretRef` in a repository.
   */
  address?: string;
  /**
   * URL of the HTTP proxy on the way there.
   */
  proxy?: string;
  /**
   * A Secret in the namespace of the AlertProvider, with the key `address` and, where needed, `token`.
   */
  secretRef?: AlertProviderV1Beta1SecretRef;
}

/**
 * A Secret in the namespace of the AlertProvider, with the key `address` and, where needed, `token`.
 */
export interface AlertProviderV1Beta1SecretRef {
  /**
   * Name of the Secret.
   */
  name: string;
}
