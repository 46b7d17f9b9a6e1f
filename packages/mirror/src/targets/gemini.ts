import type { TargetKind } from '@culprit/core';
import { defineModelApi, type ModelApi } from './model-api.ts';

/** Gemini's API, or one that speaks like it. Reads `gemini://host/v1beta`, with `?key=env:NAME` where a key is to be judged too. */
export const gemini: TargetKind<ModelApi> = defineModelApi('gemini', { en: 'Gemini\'s API, or one that speaks like it', 'zh-CN': 'Gemini API 或与其兼容的 API' });
