export type { ExplainOptions } from './explain.ts';
export { explain } from './explain.ts';
export type { ScreenOptions } from './screen.ts';
export { inOwnNotation } from './own-notation.ts';
export { renderUnderstanding } from './screen.ts';
export type { TextSource } from './text-source.ts';
export type { Captures, KnownErrorMatch, LikelyCause, NearKnownError, Understanding } from './understanding.ts';
