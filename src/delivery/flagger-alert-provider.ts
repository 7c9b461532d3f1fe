import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { AlertProviderV1Beta1 } from '../../imports';
import { httpUrl } from '../mesh/http-url';
import { line, objectName, oneOf } from '../mesh/input';
import { MeshObject } from '../mesh/mesh-object';
import { warn } from '../mesh/warning';
import { AlertProviderRef } from './canary-alert';

/** Where alerts go: exactly one of `address` and `secretRef`. */
export interface FlaggerAlertProviderProps {
  /** What is written to. */
  readonly type: 'slack' | 'msteams' | 'discord' | 'rocket' | 'gchat';
  /**
   * The name of a Secret beside the provider, with the key `address` and, where the receiver wants one, `token`.
   *
   * @default - `address` says it
   */
  readonly secretRef?: string;
  /**
   * The URL of the incoming webhook. Who knows it can write to the channel: prefer `secretRef`.
   *
   * @default - the Secret says it
   */
  readonly address?: string;
  /**
   * The channel.
   *
   * @default - that of the webhook
   */
  readonly channel?: string;
  /**
   * The name that alerts appear under.
   *
   * @default - that of the webhook
   */
  readonly username?: string;
  /**
   * The URL of an HTTP proxy.
   *
   * @default - none
   */
  readonly proxy?: string;
  /**
   * The name of the AlertProvider.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/** A chat that Canaries tell of releases. */
export class FlaggerAlertProvider extends Construct implements AlertProviderRef {
  /** The name of the AlertProvider. */
  public readonly name: string;
  /** The namespace of the chart. */
  public readonly namespace?: string;

  /** @throws if both or none of `address` and `secretRef` are given, or a URL is none */
  constructor(scope: Construct, id: string, props: FlaggerAlertProviderProps) {
    super(scope, id);
    const { type, secretRef, address, channel, username, proxy } = props;
    if ((address === undefined) === (secretRef === undefined)) {
      throw new Error('give secretRef or address, and not both; Flagger takes exactly one');
    }
    if (address !== undefined) {
      warn(
        this,
        'address of the alert provider lets whoever reads this manifest write to the channel; keep it in a Secret and give secretRef',
      );
    }
    this.name = props.name ?? id;
    this.namespace = Chart.of(this).namespace;
    new MeshObject<AlertProviderV1Beta1>(this, 'Resource', {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'AlertProvider',
      metadata: { name: this.name },
      spec: {
        type: oneOf('type', type, ['slack', 'msteams', 'discord', 'rocket', 'gchat']),
        channel: channel === undefined ? undefined : line('channel', channel),
        username: username === undefined ? undefined : line('username', username),
        address: address === undefined ? undefined : httpUrl('address', address),
        proxy: proxy === undefined ? undefined : httpUrl('proxy', proxy),
        secretRef: secretRef === undefined ? undefined : { name: objectName('secretRef', secretRef) },
      },
    });
  }
}
