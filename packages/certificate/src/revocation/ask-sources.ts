import { isIP } from 'node:net';
import { monotonicMs } from '@culprit/core';
import type { Memory } from '@culprit/core';
import { isPrivateName } from '@culprit/network';
import { nameOf } from '../certificate-summary.ts';
import type { CertificateRevocation, Revocation, RevocationSource, SourceOutcome } from '../facts/revocation.ts';
import type { StatusDownload, StatusDownloadInput } from '../facts/status-download.ts';
import { scopeOf, type AddressScope } from '../issuer-download/reach.ts';
import { issuerLinks, type IssuerLink } from './issuer-links.ts';
import { freshestListUrls, judgeCrl } from './judge-crl.ts';
import { judgeOcsp, ocspRequest } from './judge-ocsp.ts';
import { httpUrls } from './status-subject.ts';
import type { RevocationVerdict } from './verdict.ts';

export interface SourcesQuestion {
  /** Absent for a file that is for no host in particular. */
  readonly host: string | undefined;
  readonly reach: AddressScope;
  /** As sent, base64 DER, the server's own first. */
  readonly chain: readonly string[];
  readonly caFile: string | undefined;
  readonly memory: Memory;
  readonly now: Date;
  /** Whether to fetch the list even where the responder settled it. */
  readonly all: boolean;
  /** Until when an answer is waited for; half of it for responders, so that the lists get their turn. */
  readonly patienceMs: number;
  /** `undefined`: it may not be asked. */
  readonly fetch: (question: StatusDownloadInput) => Promise<StatusDownload | undefined>;
}

/** Asks about every certificate of the path below its root, side by side. */
export async function askSources(question: SourcesQuestion): Promise<Revocation> {
  const links = await issuerLinks(question);
  if (links.length === 0) return { outcome: 'no-issuer' };
  return { outcome: 'asked', certificates: await Promise.all(links.map((link) => askAbout(link, question))) };
}

async function askAbout(link: IssuerLink, { host, reach, now, all, patienceMs, fetch }: SourcesQuestion): Promise<CertificateRevocation> {
  const { subject, issuer, position, name } = link;
  const inside = host === undefined ? false : isIP(host) > 0 ? scopeOf(host) !== 'public' : isPrivateName(host);
  const begun = monotonicMs();
  const get = async (url: string, question?: string): Promise<StatusDownload | undefined> => {
    // An internal service is nobody's business outside.
    if (inside && !isPrivateName(new URL(url).hostname.replace(/^\[|\]$/g, ''))) return undefined;
    const share = question === undefined || all ? patienceMs : patienceMs / 2;
    return within(share - (monotonicMs() - begun), () => fetch({ url, reach, ...(question === undefined ? {} : { question }) }));
  };
  const context = { subject, issuer, now };

  const responder = async (): Promise<readonly RevocationSource[]> => firstSettled(subject.ocspUrls, 'ocsp', async (url) =>
    judged(await get(url, Buffer.from(ocspRequest(context)).toString('base64')), (body) => judgeOcsp(body, context)));
  const list = async (): Promise<readonly RevocationSource[]> => firstSettled(subject.crlUrls, 'crl', async (url) => {
    const base = await get(url);
    if (base?.outcome !== 'fetched') return judged(base, (body) => judgeCrl(body, context));
    const [deltaUrl] = httpUrls([...freshestListUrls(base.body), ...subject.deltaUrls]);
    const delta = deltaUrl === undefined ? undefined : await get(deltaUrl);
    return judgeCrl(base.body, context, delta?.outcome === 'fetched' ? delta.body : undefined);
  });

  const entry = { subject: nameOf(name), position, serialNumber: subject.certificate.serialNumber };
  if (all) return { ...entry, sources: (await Promise.all([responder(), list()])).flat() };
  const answers = await responder();
  return { ...entry, sources: answers.some(isSettled) ? answers : [...answers, ...await list()] };
}

const late: StatusDownload = { outcome: 'unreachable', code: 'ETIMEDOUT' };

/** Goes on without an answer that doesn't come in time; whoever fetches it ends by itself. */
async function within(ms: number, fetch: () => Promise<StatusDownload | undefined>): Promise<StatusDownload | undefined> {
  if (ms <= 0) return late;
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<StatusDownload>((resolve) => {
    timer = setTimeout(resolve, ms, late);
  });
  try {
    return await Promise.race([fetch(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** One place after the other until one of them tells. */
async function firstSettled(urls: readonly string[], by: 'ocsp' | 'crl', ask: (url: string) => Promise<SourceOutcome>): Promise<readonly RevocationSource[]> {
  const sources: RevocationSource[] = [];
  for (const url of urls) {
    const source: RevocationSource = { by, url, ...await ask(url) };
    sources.push(source);
    if (isSettled(source)) break;
  }
  return sources;
}

const isSettled = ({ outcome }: RevocationSource): boolean => outcome === 'good' || outcome === 'revoked';

function judged(download: StatusDownload | undefined, judge: (body: Uint8Array) => RevocationVerdict): SourceOutcome {
  if (download === undefined) return { outcome: 'not-asked' };
  return download.outcome === 'fetched' ? judge(download.body) : { outcome: 'unreachable', code: download.code ?? download.outcome };
}
