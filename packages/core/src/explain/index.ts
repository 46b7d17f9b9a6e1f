export type { ExplainOptions } from './explain.ts';
export { explain } from './explain.ts';
export type { TextSource } from './text-source.ts';
export type { Captures, KnownErrorMatch, LikelyCause, NearKnownError, Understanding } from './understanding.ts';
