import { Scalar } from './scalar';

/**
 * A mapping key as the string that it becomes in JSON (sigs.k8s.io/yaml 1.6, `convertToJSONableObject`): `0x1F4:` is the key
 * "500", `on:` is "true", `1.50:` is "1.5".
 *
 * @throws if the key is null or a number of more than 63 bits: neither becomes a string
 */
export function keyText(key: Scalar): string {
  if (typeof key === 'number') return floatText(key);
  if (key === null || (typeof key === 'bigint' && key >= 2n ** 63n)) {
    throw new Error(`a key must be text, a boolean or a number below 2^63, got ${String(key)}; put it in quotes`);
  }
  return String(key);
}

/** Go's `strconv.FormatFloat(value, 'g', -1, 32)`: the shortest digits that a number of 32 bits needs. */
function floatText(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (Object.is(single, -0)) return '-0';
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits += 1;
  const shortest = Number(single.toPrecision(digits));
  const [mantissa = '', exponent = '0'] = shortest.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(shortest);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
