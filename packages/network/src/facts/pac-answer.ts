import { defineFact, type Fact, type GatherContext, monotonicMs } from '@culprit/core';
import { codeOf } from '../connection/connect-error.ts';
import { isPrivateName } from '../dns/name-scope.ts';
import { evaluatePac } from '../proxy/pac-sandbox.ts';
import { parsePacResult, type PacStep } from '../proxy/pac-result.ts';
import { nameResolution } from './name-resolution.ts';

/** `pac`: where the file is, `http:`, `https:` or `file:`; `url`: what shall be reached. */
export type PacAnswerInput = { readonly pac: string; readonly url: string };

export type PacAnswer =
  | { readonly outcome: 'answered'; readonly steps: readonly PacStep[] }
  /** `code`: a system error, an HTTP status, `TOO_LARGE` or `UNSUPPORTED`. */
  | { readonly outcome: 'unreachable'; readonly code: string }
  | { readonly outcome: 'broken'; readonly message: string }
  | { readonly outcome: 'endless' };

const maxBytes = 1024 * 1024;

/** Which way a file for automatic configuration sends a URL. The file is fetched directly, as browsers do, and runs in a sandbox. */
export const pacAnswer: Fact<PacAnswerInput, PacAnswer, never> = defineFact<PacAnswerInput, PacAnswer, Record<never, never>, never>({
  id: 'network/pac-answer',
  patienceMs: 6_000,
  thirdParties: ({ pac }) => {
    const { protocol, hostname, host } = URL.parse(pac) ?? { protocol: 'file:', hostname: '', host: '' };
    return protocol === 'file:' || isPrivateName(hostname) ? [] : [host];
  },
  gather: async ({ input: { pac, url }, patienceMs, signal, ask }: GatherContext<PacAnswerInput, Record<never, never>, never>): Promise<PacAnswer> => {
    const begun = monotonicMs();
    const fetched = await readPac(pac, patienceMs / 2, signal);
    if ('code' in fetched) return { outcome: 'unreachable', ...fetched };
    // A browser gives the script no path of an https URL: it may hold a secret.
    const { protocol, origin, href } = new URL(url);
    const evaluated = await evaluatePac(fetched.text, protocol === 'https:' ? `${origin}/` : href, {
      patienceMs: Math.max(100, patienceMs - (monotonicMs() - begun)) / 2, signal,
      resolve: async (host) => {
        const resolution = await ask(nameResolution.of({ host: host.toLowerCase() }));
        return resolution !== undefined && 'addresses' in resolution ? resolution.addresses.find(({ family }) => family === 4)?.address ?? resolution.addresses[0]?.address : undefined;
      },
    });
    return evaluated.outcome === 'answered' ? { outcome: 'answered', steps: parsePacResult(evaluated.answer) } : evaluated;
  },
  exhibit: (value) => value,
});

type Fetched = { readonly text: string } | { readonly code: string };

async function readPac(pac: string, patienceMs: number, signal: AbortSignal): Promise<Fetched> {
  const url = URL.parse(pac);
  if (url === null || !['http:', 'https:', 'file:'].includes(url.protocol)) return { code: 'UNSUPPORTED' };
  if (url.protocol === 'file:') {
    const { readFile, stat } = await import('node:fs/promises');
    try {
      const { size } = await stat(url);
      return size > maxBytes ? { code: 'TOO_LARGE' } : { text: await readFile(url, { encoding: 'utf8', signal }) };
    } catch (error) {
      return { code: codeOf(error) };
    }
  }
  const { get } = url.protocol === 'https:' ? await import('node:https') : await import('node:http');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const end = (result: Fetched): void => {
      resolve(result);
      request.destroy();
    };
    const request = get(url, { agent: false, signal: AbortSignal.any([signal, AbortSignal.timeout(Math.max(1, Math.round(patienceMs)))]), headers: { accept: 'application/x-ns-proxy-autoconfig, */*' } }, (response) => {
      if (response.statusCode !== 200) return end({ code: String(response.statusCode) });
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes) end({ code: 'TOO_LARGE' });
        else chunks.push(chunk);
      });
      response.once('end', () => end({ text: Buffer.concat(chunks).toString('utf8') }));
      response.once('error', (error) => end({ code: codeOf(error) }));
    });
    request.on('error', (error) => end({ code: codeOf(error) }));
  });
}
