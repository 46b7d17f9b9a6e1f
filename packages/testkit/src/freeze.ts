/**
 * Freezes plain objects and arrays all the way down, so that a judgement which changes what it was given throws.
 * Instances (dates, certificates, bytes) are left as they are: they can't be frozen or would break.
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null && !Array.isArray(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
  return value;
}
