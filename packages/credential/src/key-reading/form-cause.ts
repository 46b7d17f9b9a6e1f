import type { Request, Suspicion } from '@culprit/core';
import { keyReading } from '../facts/key-reading.ts';
import { anyProvider, apiKey, type ApiKey } from '../targets/api-key.ts';
import type { KeyReading } from './read-key.ts';

/** The text that the failure is about. */
export function suspectedKey(suspicion: Suspicion): ApiKey {
  const data = suspicion.related(apiKey);
  if (data === undefined) throw new Error('a cause of keys was suspected without a key');
  return data;
}

/** The text without regard to whose key it should be: what it is by itself. */
export const byItself = (suspicion: Suspicion): Request<KeyReading> => keyReading.of({ key: suspectedKey(suspicion).key });

/** The text as a key of the provider that was named. */
export const asNamed = (suspicion: Suspicion): Request<KeyReading> => {
  const { key, provider } = suspectedKey(suspicion);
  return keyReading.of({ key, ...(provider === anyProvider ? {} : { provider }) });
};

/** What every cause of a key's form says where the text could not be read again. */
export const notRead = { en: { 'not-read': 'The key could not be read again' }, 'zh-CN': { 'not-read': '未能再次读取密钥' } } as const;
