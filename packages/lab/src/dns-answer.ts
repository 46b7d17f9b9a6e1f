import type { DnsMessage, DnsQuestion, DnsResource } from './dns-codec.ts';

/** The records of one name. A type that is not listed gets NOERROR without an answer (NODATA). */
export interface DnsRecords {
  readonly a?: readonly string[];
  readonly aaaa?: readonly string[];
  /** Target name; its own records follow if the server knows them. */
  readonly cname?: string;
  readonly txt?: readonly string[];
  /** Seconds. Default 60. */
  readonly ttl?: number;
}

/**
 * How a server answers for a name.
 *
 * - `DnsRecords`: properly.
 * - `nxdomain`, `servfail`, `refused`: with this RCODE.
 * - `silence`: not at all.
 * - `garbage`: with a response under the right id that can't be decoded.
 * - `truncated`: over UDP an empty answer with TC set, over TCP the answer itself.
 * - `wrongId`: the answer under another transaction id, which a resolver must drop.
 * - `lateMs`: the answer after this many milliseconds.
 * - `racing`: over UDP two answers to one question, `gapMs` apart (default 20), the first without
 *   EDNS as an injector sends it; over TCP, out of an injector's reach, only the second.
 * - `byType`: by record type (`A`, `AAAA`, …), the others as `otherwise` (default NODATA) says.
 */
export type DnsAnswer =
  | DnsRecords
  | 'nxdomain'
  | 'servfail'
  | 'refused'
  | 'silence'
  | 'garbage'
  | { readonly truncated: DnsAnswer }
  | { readonly wrongId: DnsAnswer }
  | { readonly lateMs: number; readonly then: DnsAnswer }
  | { readonly racing: readonly [DnsAnswer, DnsAnswer]; readonly gapMs?: number }
  | { readonly byType: Readonly<Record<string, DnsAnswer>>; readonly otherwise?: DnsAnswer };

/** A reply to send; `garbage` stands for random bytes. */
export interface PlannedReply {
  readonly message: DnsMessage | 'garbage';
  /** Milliseconds after the question. */
  readonly afterMs: number;
}

/** A question in its message, and how it came. */
export interface DnsContext {
  readonly query: Required<DnsMessage>;
  readonly question: DnsQuestion;
  readonly transport: 'udp' | 'tcp';
  /** The answer for another name, for following a CNAME. */
  readonly lookUp: (name: string) => DnsAnswer | undefined;
}

const RCODES = { nxdomain: 3, servfail: 2, refused: 5 } as const;
const RECURSION_DESIRED = 0x0100;
const RECURSION_AVAILABLE = 0x0080;
const TRUNCATED = 0x0200;
const MAX_CNAMES = 8;

/** The replies that `answer` asks for, none for silence. */
export function planReplies(answer: DnsAnswer, context: DnsContext, afterMs = 0): readonly PlannedReply[] {
  if (answer === 'silence') return [];
  if (answer === 'garbage') return [{ message: 'garbage', afterMs }];
  if (typeof answer === 'string') return [{ message: response(context, RCODES[answer], []), afterMs }];
  if ('truncated' in answer) {
    if (context.transport === 'tcp') return planReplies(answer.truncated, context, afterMs);
    return [{ message: response(context, TRUNCATED, []), afterMs }];
  }
  if ('wrongId' in answer) {
    return altered(planReplies(answer.wrongId, context, afterMs), (message) => ({
      ...message,
      id: (message.id + 1) & 0xffff,
    }));
  }
  if ('lateMs' in answer) return planReplies(answer.then, context, afterMs + answer.lateMs);
  if ('racing' in answer) {
    const [forged, genuine] = answer.racing;
    if (context.transport === 'tcp') return planReplies(genuine, context, afterMs);
    const first = altered(planReplies(forged, context, afterMs), (message) => ({ ...message, additionals: [] }));
    return [...first, ...planReplies(genuine, context, afterMs + (answer.gapMs ?? 20))];
  }
  if ('byType' in answer) {
    return planReplies(answer.byType[context.question.type] ?? answer.otherwise ?? {}, context, afterMs);
  }
  return [{ message: response(context, 0, resources(answer, context)), afterMs }];
}

function altered(replies: readonly PlannedReply[], change: (message: DnsMessage) => DnsMessage): readonly PlannedReply[] {
  return replies.map(({ message, afterMs }) => ({
    message: message === 'garbage' ? message : change(message),
    afterMs,
  }));
}

function response({ query, question }: DnsContext, flags: number, answers: readonly DnsResource[]): DnsMessage {
  const edns = query.additionals.some((resource) => resource.type === 'OPT');
  return {
    id: query.id,
    type: 'response',
    flags: flags | RECURSION_AVAILABLE | (query.flags & RECURSION_DESIRED),
    questions: [question],
    answers,
    additionals: edns ? [{ type: 'OPT', name: '.', udpPayloadSize: 1232 }] : [],
  };
}

function resources(records: DnsRecords, { question, lookUp }: DnsContext): DnsResource[] {
  const found: DnsResource[] = [];
  let name = question.name;
  let current = records;
  for (let step = 0; step <= MAX_CNAMES; step += 1) {
    const ttl = current.ttl ?? 60;
    if (current.cname === undefined || question.type === 'CNAME') {
      const data = recordData(current, question.type);
      return [...found, ...data.map((value) => ({ type: question.type, name, ttl, data: value }))];
    }
    found.push({ type: 'CNAME', name, ttl, data: current.cname });
    name = current.cname;
    const next = lookUp(name);
    if (!isRecords(next)) return found;
    current = next;
  }
  return found;
}

function isRecords(answer: DnsAnswer | undefined): answer is DnsRecords {
  if (typeof answer !== 'object') return false;
  return !['truncated', 'wrongId', 'lateMs', 'racing', 'byType'].some((key) => key in answer);
}

function recordData(records: DnsRecords, type: string): readonly string[] {
  if (type === 'A') return records.a ?? [];
  if (type === 'AAAA') return records.aaaa ?? [];
  if (type === 'TXT') return records.txt ?? [];
  return type === 'CNAME' && records.cname !== undefined ? [records.cname] : [];
}
