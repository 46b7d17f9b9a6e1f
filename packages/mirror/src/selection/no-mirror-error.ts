import type { Localized } from '@culprit/core';
import type { MirrorVerdict } from './probe-mirror.ts';

/** No mirror of a list can be used. It holds the reason of each. */
export class NoMirrorError extends Error {
  override readonly name = 'NoMirrorError';
  readonly code = 'NO_MIRROR';
  readonly verdicts: readonly MirrorVerdict[];
  readonly text: Localized<string>;

  constructor(verdicts: readonly MirrorVerdict[]) {
    const reasons = verdicts.map(({ url, state, how }) => `${url}: ${state}${how === undefined ? '' : ` (${how})`}`).join('; ');
    const text = { en: `None of ${verdicts.length} mirrors can be used. ${reasons}`, 'zh-CN': `${verdicts.length} 个镜像都无法使用。${reasons}` };
    super(text.en);
    this.verdicts = verdicts;
    this.text = text;
  }
}
