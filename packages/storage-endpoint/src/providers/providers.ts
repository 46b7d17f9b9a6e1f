import { amazon } from './amazon.ts';
import { china } from './china.ts';
import type { Provider } from './provider.ts';
import { regional } from './regional.ts';
import { selfHosted } from './self-hosted.ts';
import { volcengine } from './volcengine.ts';
import { worldwide } from './worldwide.ts';

/** Every provider that is known, as data. */
export const providers: readonly Provider[] = [...volcengine, ...amazon, ...china, ...worldwide, ...regional, ...selfHosted];

/** A provider by its id. */
export const providerOf = (id: string): Provider | undefined => providers.find((provider) => provider.id === id);
