import { flaggerSamples } from './flagger';
import { gatewayApiSamples } from './gateway-api';
import { linkerdSamples } from './linkerd';
import { smiSamples } from './smi';

/** A sample of every kind that has a schema. */
export const samples = [...smiSamples, ...linkerdSamples, ...gatewayApiSamples, ...flaggerSamples];
