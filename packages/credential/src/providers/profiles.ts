import { anthropic } from './anthropic.ts';
import { ark } from './ark.ts';
import { azureOpenai } from './azure-openai.ts';
import { dashscope } from './dashscope.ts';
import { deepseek } from './deepseek.ts';
import { gemini } from './gemini.ts';
import { huggingface } from './huggingface.ts';
import { moonshot } from './moonshot.ts';
import { newApi } from './new-api.ts';
import { openai } from './openai.ts';
import { openaiCompatible } from './openai-compatible.ts';
import { openrouter } from './openrouter.ts';
import type { ProviderProfile } from './profile.ts';
import { siliconflow } from './siliconflow.ts';
import { zhipu } from './zhipu.ts';

/** The providers whose answers are understood. */
const profiles: readonly ProviderProfile[] = [
  anthropic, ark, azureOpenai, dashscope, deepseek, gemini, huggingface, moonshot, newApi, openai, openaiCompatible, openrouter, siliconflow, zhipu,
];

export const profileOf = (id: string): ProviderProfile | undefined => profiles.find((profile) => profile.id === id);
