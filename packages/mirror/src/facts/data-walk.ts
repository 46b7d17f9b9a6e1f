import { defineFact, type Blocked, type Fact, type GatherContext, type Request, type Route } from '@culprit/core';
import { httpExchange, isPrivateName, originOf, tlsHandshake, type HttpAnswer, type HttpExchange, type HttpExchangeInput } from '@culprit/network';
import { readDocument } from '../hub/document.ts';
import { hubs, isOwnHost, type HubName } from '../hub/hub.ts';
import { judgeHubAnswer, type HubState } from '../hub/judge-hub-answer.ts';
import { controlInput, filePath, listingInput, toMirror } from '../hub/requests.ts';
import type { ModelMirror } from '../targets/model-mirror.ts';
import { foreignAnswer, type ForeignAnswer } from './foreign-answer.ts';

/** A place that a file's bytes were looked for. */
type DataHop = { readonly host: string; readonly status?: number; /** Where there was no answer. */ readonly how?: string; readonly tookMs: number; /** The node of a CDN, by its own word. */ readonly node?: string };

export type DataWalk = {
  /**
   * `served`: bytes came. `refused`: the data plane answers with an error. `unreachable`: it does not answer. `stripped`:
   * the answer lacks fields that clients need. `untrusted`: bytes came, and the certificate of the host that gave them does not verify. `sent-away`: the mirror redirects the very request to another host.
   * `answered`: the mirror itself says why not (`state`). `not-followed`: another host was left alone.
   */
  readonly outcome: 'served' | 'untrusted' | 'refused' | 'unreachable' | 'stripped' | 'sent-away' | 'answered' | 'no-file' | 'no-answer' | 'not-followed' | 'too-many';
  readonly file?: string;
  readonly state?: HubState;
  /** Needed header fields that did not come, one name of each group. */
  readonly missing?: readonly string[];
  /** Where a page of the listing says that the next one is, if that is another host. */
  readonly pagesAt?: string;
  /** The origin where bytes come from, or should. */
  readonly dataOrigin?: string;
  /** Whether that is neither the mirror nor, for the hub itself, one of its own hosts. */
  readonly leftMirror: boolean;
  /** Whether a token of the caller was left behind at that border, as it must be. */
  readonly tokenLeft: boolean;
  readonly hops: readonly DataHop[];
};

type Context = GatherContext<ModelMirror, { readonly control: Request<HttpExchange> }, never, DataWalk>;

/** huggingface_hub follows relative redirects of a HEAD; clients follow a few absolute ones of a GET. */
const maxHops = 6;

/** Follows one file from the listing to its first byte: which host serves what, and what was lost on the way. The token goes to the mirror alone. */
export const dataWalk: Fact<ModelMirror, DataWalk> = defineFact<ModelMirror, DataWalk, { readonly control: Request<HttpExchange> }>({
  id: 'mirror/data-walk',
  patienceMs: 15_000,
  needs: (target) => ({ control: httpExchange.of(controlInput(target)) }),
  gather,
  exhibit: (walk) => ({ ...walk, hops: walk.hops.map((hop) => ({ ...hop })) }),
});

async function gather(context: Context): Promise<DataWalk | Blocked> {
  const { input: target, facts: { control } } = context;
  if (control.outcome !== 'answered' || judgeHubAnswer(target.hub, control, true) !== 'found') return context.blocked('control');
  const hops: DataHop[] = [];
  const walk: Partial<Writable<DataWalk>> = {};
  const end = (outcome: DataWalk['outcome'], more: Partial<DataWalk> = {}): DataWalk => ({ leftMirror: false, tokenLeft: false, ...walk, ...more, outcome, hops });

  const file = target.file ?? await pickFile(context, target, walk);
  if (file === undefined) return end('no-file');
  walk.file = file.slice(0, 300);

  const first = toMirror(target, filePath(target, file), { 'Accept-Encoding': 'identity' }, 'HEAD');
  const head = await followWithin(context, first, hops);
  if (head === undefined) return end('no-answer');
  const { answer, url } = head;
  const state = judgeHubAnswer(target.hub, answer, false);
  if (state !== 'found' && state !== 'redirected') return end('answered', { state });
  const to = locationOf(answer, url);
  const border = to === undefined ? undefined : new URL(to);
  if (border !== undefined && border.pathname === new URL(url).pathname && leaves(target.hub, target.endpoint, border.href)) return end('sent-away', { dataOrigin: border.origin, leftMirror: true });
  const missing = hubs[target.hub].needed.filter((group) => group.every((name) => answer.headers[name] === undefined)).map(([name = '']) => name);
  if (missing.length > 0) return end('stripped', { missing, ...(border === undefined ? {} : { dataOrigin: border.origin }) });
  return fetchByte(context, to ?? url, { target, hops, end });
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The first file that is kept apart from the repository, whose bytes come by the data plane; else the first of all. */
async function pickFile({ ask }: Context, target: ModelMirror, walk: Partial<Writable<DataWalk>>): Promise<string | undefined> {
  const listing = await ask(httpExchange.of(listingInput(target)));
  if (listing?.outcome !== 'answered') return undefined;
  const next = /<(https?:\/\/[^>]+)>\s*;\s*rel="?next/i.exec(listing.headers['link'] ?? '')?.[1];
  if (next !== undefined && URL.canParse(next) && leaves(target.hub, target.endpoint, next)) walk.pagesAt = new URL(next).host;
  const files = hubs[target.hub].files(readDocument(listing.body.text)) ?? [];
  return (files.find(({ large }) => large) ?? files[0])?.path;
}

/** A HEAD, and where it is redirected within the mirror. */
async function followWithin({ ask }: Context, first: HttpExchangeInput, hops: DataHop[]): Promise<{ readonly answer: HttpAnswer; readonly url: string } | undefined> {
  let input = first;
  for (let count = 0; count < maxHops; count += 1) {
    const exchange = await ask(httpExchange.of(input));
    hops.push(hopOf(input.url, exchange));
    if (exchange?.outcome !== 'answered') return undefined;
    const to = locationOf(exchange, input.url);
    if (to === undefined || new URL(to).origin !== new URL(first.url).origin) return { answer: exchange, url: input.url };
    input = { ...input, url: to };
  }
  return undefined;
}

interface Rest {
  readonly target: ModelMirror;
  readonly hops: DataHop[];
  readonly end: (outcome: DataWalk['outcome'], more?: Partial<DataWalk>) => DataWalk;
}

/** One byte of the file, wherever it is: a GET, since signed addresses are signed for one. */
async function fetchByte({ ask, secrets }: Context, from: string, { target, hops, end }: Rest): Promise<DataWalk> {
  const home = new URL(target.endpoint).origin;
  let url = from;
  for (let count = 0; count < maxHops; count += 1) {
    const { origin } = new URL(url);
    const place = { dataOrigin: origin, leftMirror: leaves(target.hub, target.endpoint, url), tokenLeft: target.token !== undefined && origin !== home };
    // Nobody asks an address of a private network on a stranger's word.
    if (origin !== home && !isPrivateName(originOf(home).host) && isPrivateName(originOf(url).host)) return end('not-followed', place);
    // What a signed address carries is good for whoever has it.
    for (const [name, value] of new URL(url).searchParams) if (value.length >= 16) secrets.conceal(`address ${name}`.slice(0, 60), value);
    const exchange = origin === home
      ? await ask(httpExchange.of(toMirror({ ...target, endpoint: home }, url.slice(home.length), { Range: 'bytes=0-0' })))
      : await ask(foreignAnswer.of({ url, headers: { Range: 'bytes=0-0' }, ...elsewhere(target.route) }));
    // Offline it was not asked.
    if (exchange === undefined && origin !== home) return end('not-followed', place);
    hops.push(hopOf(url, exchange));
    if (exchange === undefined || !('status' in exchange) || exchange.status === undefined) return end('unreachable', place);
    if (exchange.outcome !== 'answered') return end(exchange.status < 300 && exchange.phase === 'body' ? 'unreachable' : 'refused', place);
    const to = locationOf(exchange, url);
    if (exchange.status < 400 && origin !== home && !(await isTrusted(ask, url, elsewhere(target.route)))) return end('untrusted', place);
    if (to === undefined) return end(exchange.status < 300 ? 'served' : 'refused', place);
    url = to;
  }
  return end('too-many');
}

/** Whether a client would have gone on: the request was sent whatever the certificate is, as nothing of the caller's goes along. */
async function isTrusted(ask: Context['ask'], url: string, way: { readonly route?: Route }): Promise<boolean> {
  const { secure, host, port } = originOf(url);
  const handshake = secure ? await ask(tlsHandshake.of({ host, port, ...way })) : undefined;
  return handshake?.outcome !== 'completed' || handshake.authorized;
}

/** The way to another host: the same resolver and proxy, but neither the fixed address nor the client's certificate. */
export function elsewhere(route: Route | undefined): { readonly route?: Route } {
  if (route === undefined) return {};
  const { connectTo: _connectTo, clientCertificate: _clientCertificate, ...rest } = route;
  return { route: rest };
}

function locationOf({ status, headers }: Pick<HttpAnswer, 'status' | 'headers'>, base: string): string | undefined {
  const location = headers['location'];
  if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, base)) return undefined;
  const to = new URL(location, base);
  to.hash = '';
  return (to.protocol === 'https:' || to.protocol === 'http:') && to.username === '' && to.password === '' ? to.href : undefined;
}

/** Whether a URL is of somebody else than the mirror. The hub's own hosts are one house. */
function leaves(hub: HubName, endpoint: string, url: string): boolean {
  const [mirror, other] = [new URL(endpoint), new URL(url)];
  if (mirror.host === other.host || (isOwnHost(hub, mirror.hostname) && isOwnHost(hub, other.hostname))) return false;
  return !other.hostname.endsWith(`.${mirror.hostname}`) && !mirror.hostname.endsWith(`.${other.hostname}`);
}

function hopOf(url: string, exchange: ForeignAnswer | undefined): DataHop {
  const { host } = new URL(url);
  if (exchange === undefined) return { host, how: 'no connection', tookMs: 0 };
  const tookMs = Math.round(('firstByteMs' in exchange ? exchange.firstByteMs : undefined) ?? exchange.tookMs);
  if (exchange.outcome === 'unreachable') return { host, how: `${exchange.step}: ${exchange.how}`, tookMs: Math.round(exchange.tookMs) };
  if (exchange.outcome !== 'answered') return { host, how: exchange.outcome, tookMs };
  const node = exchange.headers['x-cdn-node'] ?? exchange.headers['x-served-by'] ?? exchange.headers['x-amz-cf-pop'] ?? exchange.headers['cf-ray'];
  return { host, status: exchange.status, tookMs, ...(node === undefined ? {} : { node: node.slice(0, 60) }) };
}
