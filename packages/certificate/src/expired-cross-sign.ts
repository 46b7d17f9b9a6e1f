import type { CertificatePath, PathStep } from './facts/path.ts';

/**
 * The authority of a path that is known as a valid root of its own and that an expired certificate, or one below it, ties
 * to an older one: the path could end earlier. `position` counts from 1.
 */
export function expiredCrossSign(path: CertificatePath, position: number): PathStep | undefined {
  if (path.outcome !== 'trusted' || path.by === 'runtime') return undefined;
  return path.steps.slice(1, position).findLast(({ crossSigned }) => crossSigned === true);
}
