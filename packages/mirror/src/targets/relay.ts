import type { TargetKind } from '@culprit/core';
import { defineModelApi, type ModelApi } from './model-api.ts';

/** A relay of model APIs: one-api, new-api. Reads `relay://host/v1`, with `?key=env:NAME` where a key is to be judged too. */
export const relay: TargetKind<ModelApi> = defineModelApi('relay', { en: 'A relay of model APIs: one-api, new-api', 'zh-CN': '模型 API 中转：one-api、new-api' });
