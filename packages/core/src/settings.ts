/** How much is asked: `quick` looks once at every layer, `full` compares and fetches more. */
export type Depth = 'quick' | 'full';

/** The third parties that may be asked, on suspicion or in depth `full`; never for private or single-label names. */
export interface Controls {
  /** Resolvers to compare with, as in `Route.resolver`. */
  readonly resolvers: readonly string[];
  /** Origins whose `Date` header tells the time, for example `http://www.example.com`. */
  readonly timeSources: readonly string[];
  /** Server names to try in SNI experiments. */
  readonly sni: readonly string[];
}

/** What every check and cause may know of how a run was asked for. */
export interface Settings {
  readonly depth: Depth;
  readonly offline: boolean;
  readonly controls: Controls;
}

/** Reachable from China and from elsewhere. */
export const defaultControls: Controls = {
  resolvers: ['1.1.1.1', '8.8.8.8', '223.5.5.5'],
  timeSources: ['http://www.cloudflare.com', 'http://www.baidu.com', 'http://www.msftconnecttest.com'],
  sni: ['www.example.com'],
};
