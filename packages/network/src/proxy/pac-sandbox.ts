import { monotonicMs } from '@culprit/core';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

export type PacEvaluation =
  | { readonly outcome: 'answered'; readonly answer: string }
  /** A syntax error, an exception, or no FindProxyForURL; `message` is the engine's, at most 200 characters. */
  | { readonly outcome: 'broken'; readonly message: string }
  | { readonly outcome: 'endless' };

export interface PacOptions {
  /** How long the script may compute, in milliseconds. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** An address of a name, as this machine resolves it. */
  readonly resolve: (host: string) => Promise<string | undefined>;
}

const memoryLimit = 32 * 1024 * 1024;
const maxLookups = 8;

/** Asks a PAC script which way leads to a URL. It runs in QuickJS inside WebAssembly, with a deadline and a limit of memory, and reaches nothing but `resolve`. */
export async function evaluatePac(script: string, url: string, { patienceMs, signal, resolve }: PacOptions): Promise<PacEvaluation> {
  const [{ createPacResolver, sandbox }, { QuickJS }] = await Promise.all([import('pac-resolver'), import('quickjs-wasi')]);
  const deadline = monotonicMs() + patienceMs;
  let interrupted = false;
  let turns = 0;
  // It is called about once an instruction; the clock is read less often.
  const interruptHandler = (): boolean => {
    turns += 1;
    if (turns % 1_024 === 0 && (signal.aborted || monotonicMs() > deadline)) interrupted = true;
    return interrupted;
  };
  const engine = await QuickJS.create({ memoryLimit, interruptHandler });
  let lookups = 0;
  const lookup = async (host: unknown): Promise<string | undefined> => {
    const name = String(host);
    if (isIP(name) > 0) return name;
    lookups += 1;
    return lookups > maxLookups || name.length > 253 ? undefined : resolve(name);
  };
  let timer: NodeJS.Timeout | undefined;
  try {
    const find = createPacResolver(engine, script, {
      sandbox: {
        alert: () => {},
        // The library's own would ask 8.8.8.8 which address this machine has.
        myIpAddress: async () => Object.values(networkInterfaces()).flat().find((one) => one?.family === 'IPv4' && !one.internal)?.address ?? '127.0.0.1',
        dnsResolve: async (host: string) => (await lookup(host)) ?? null,
        isResolvable: async (host: string) => (await lookup(host)) !== undefined,
        isInNet: async (host: string, pattern: string, mask: string) => {
          const address = await lookup(host);
          return address !== undefined && isIP(address) === 4 && sandbox.isInNet(address, pattern, mask);
        },
      },
    });
    const late = new Promise<undefined>((done) => { timer = setTimeout(done, patienceMs, undefined); });
    const answer = await Promise.race([find(url), late]);
    if (answer === undefined) return { outcome: 'endless' };
    return { outcome: 'answered', answer: String(answer).slice(0, 2_000) };
  } catch (error) {
    return interrupted ? { outcome: 'endless' } : { outcome: 'broken', message: (error instanceof Error ? error.message : String(error)).slice(0, 200) };
  } finally {
    clearTimeout(timer);
  }
}
