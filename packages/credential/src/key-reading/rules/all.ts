import type { KeyRule } from '../rule.ts';
import { models } from './models.ts';
import { services } from './services.ts';

/** Every rule that is known here. */
export const keyRules: readonly KeyRule[] = [...models, ...services];
