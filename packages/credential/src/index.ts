/** The plugin, and what a program may use of it on its own. */
export { default } from './manifest.ts';
export type { ApiKey } from './targets/api-key.ts';
export { apiKey } from './targets/api-key.ts';
export type { KeyReading, KeyNote, KeyShape, KeyText } from './key-reading/read-key.ts';
export { readKey } from './key-reading/read-key.ts';
export type { KeyRule } from './key-reading/rule.ts';
export { keyRules } from './key-reading/rules/all.ts';
export type { KeyProfile } from './key-reading/key-profile.ts';
export { rulesOfProfiles } from './key-reading/key-profile.ts';
export type { LiveState } from './facts/live-state.ts';
export { liveState } from './facts/live-state.ts';
export { createVaultSource } from './secret-sources/vault.ts';
export type { Token } from './targets/token.ts';
export { token } from './targets/token.ts';
export type { TokenReading } from './token/read-token.ts';
export { readToken } from './token/read-token.ts';
