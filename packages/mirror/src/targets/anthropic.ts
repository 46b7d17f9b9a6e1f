import type { TargetKind } from '@culprit/core';
import { defineModelApi, type ModelApi } from './model-api.ts';

/** Anthropic's API, or one that speaks like it. Reads `anthropic://host`, with `?key=env:NAME` where a key is to be judged too. */
export const anthropic: TargetKind<ModelApi> = defineModelApi('anthropic', { en: 'Anthropic\'s API, or one that speaks like it', 'zh-CN': 'Anthropic API 或与其兼容的 API' });
