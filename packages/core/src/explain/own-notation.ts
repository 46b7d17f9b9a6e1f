import type { Manifest } from '../plugin.ts';
import type { Understanding } from './understanding.ts';

/** The same with the addresses that a kind of target knows for its own in that kind's notation: `hf://owner/model`. Loads no other kind. */
export async function inOwnNotation(understanding: Understanding, manifests: readonly Pick<Manifest, 'targets'>[]): Promise<Understanding> {
  const kinds = manifests.flatMap(({ targets }) => targets);
  const targets = await Promise.all(understanding.targets.map(async (target) => {
    for (const { addresses, load } of kinds) {
      if (addresses?.test(target) !== true || !URL.canParse(target)) continue;
      const written = (await load()).inTexts?.write(target);
      if (written !== undefined) return written;
    }
    return target;
  }));
  return { ...understanding, targets: [...new Set(targets)] };
}
