/** How much is asked: `quick` looks once at every layer, `full` compares and fetches more. */
export type Depth = 'quick' | 'full';

/** The third parties that may be asked, on suspicion or in depth `full`; never for private or single-label names. */
export interface Controls {
  /** Resolvers to compare with, as in `Route.resolver`. */
  readonly resolvers: readonly string[];
  /** Origins whose `Date` header tells the time, and NTP servers: `http://www.example.com`, `ntp://ntp.example.com`. */
  readonly timeSources: readonly string[];
  /** Server names to try in SNI experiments. */
  readonly sni: readonly string[];
  /** Plain HTTP addresses whose answer is known, as operating systems ask them to find out whether a network wants a log-in. */
  readonly portals: readonly string[];
  /** Services that say by which address, and from which country, a client comes. None unless they are named. */
  readonly egress: readonly string[];
}

/** What every check and cause may know of how a run was asked for. */
export interface Settings {
  readonly depth: Depth;
  readonly offline: boolean;
  readonly controls: Controls;
  /**
   * Only where a check that goes by the clock (`Check.byClock`) is asked a second time, because a cause holds this
   * machine's clock for wrong: milliseconds to add to it. Facts that go by the clock take it with their input.
   */
  readonly clockCorrectionMs?: number;
}

/** Reachable from China and from elsewhere; the resolvers both in the clear and over HTTPS, which nobody on the way can answer for. */
export const defaultControls: Controls = {
  resolvers: ['1.1.1.1', '8.8.8.8', '223.5.5.5', 'https://1.1.1.1/dns-query', 'https://223.5.5.5/dns-query'],
  timeSources: ['http://www.cloudflare.com', 'http://www.baidu.com', 'http://www.msftconnecttest.com'],
  sni: ['www.example.com'],
  portals: ['http://www.msftconnecttest.com/connecttest.txt', 'http://connect.rom.miui.com/generate_204', 'http://connectivitycheck.gstatic.com/generate_204'],
  egress: [],
};
