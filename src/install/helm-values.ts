/** Values of a Helm chart: plain data. */
export type HelmValues = Readonly<Record<string, unknown>>;

/**
 * Adds values of the user to ours.
 *
 * @throws if both say something of one value, or a value is a private key
 */
export function mergeValues(ours: HelmValues, users: HelmValues): Record<string, unknown> {
  refuseKeys(users, 'values');
  return mergeMaps(ours, users, 'values');
}

function mergeMaps(ours: HelmValues, users: HelmValues, path: string): Record<string, unknown> {
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(users)])];
  return Object.fromEntries(keys.map((key) => [key, merge(own(ours, key), own(users, key), `${path}.${key}`)]));
}

function merge(our: unknown, user: unknown, path: string): unknown {
  if (user === undefined) return our;
  if (our === undefined) return user;
  if (isMap(our) && isMap(user)) return mergeMaps(our, user, path);
  throw new Error(`${path} must not be given: the construct sets it`);
}

function own(values: HelmValues, key: string): unknown {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

function isMap(value: unknown): value is HelmValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Git keeps what was ever in it, and every manifest is readable to whoever may read the repository or the Application. */
function refuseKeys(value: unknown, path: string): void {
  const isKey = typeof value === 'string' && (value.includes('PRIVATE KEY') || (path.endsWith('.keyPEM') && value !== ''));
  if (isKey) throw new Error(`${path} must not be a private key: it would be in git; keep it in a Secret`);
  if (typeof value === 'object' && value !== null) Object.entries(value).forEach(([key, inner]) => refuseKeys(inner, `${path}.${key}`));
}
