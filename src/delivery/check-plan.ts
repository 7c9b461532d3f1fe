import { Mesh } from '../mesh';
import type { FlaggerCanaryProps } from './flagger-canary';
