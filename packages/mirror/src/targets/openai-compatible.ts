import type { TargetKind } from '@culprit/core';
import { defineModelApi, type ModelApi } from './model-api.ts';

/** An API that speaks as OpenAI does. Reads `openai-compatible://host/v1`, with `?key=env:NAME` where a key is to be judged too. */
export const openaiCompatible: TargetKind<ModelApi> = defineModelApi('openai-compatible', { en: 'An API that speaks as OpenAI does', 'zh-CN': '与 OpenAI 兼容的 API' });
