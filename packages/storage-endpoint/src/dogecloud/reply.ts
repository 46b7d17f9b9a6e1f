import type { Sent } from './send.ts';

/** What a call came to. Only a body with `code` 200 and the documented data counts as done. */
export type DogeCloudReply<Data> =
  | { readonly outcome: 'ok'; readonly data: Data; readonly date?: number }
  /** The API says no: `code` as it wrote it, `message` at most 200 characters of its text. */
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string; readonly status: number; readonly date?: number }
  /**
   * Something answered and it can't be told whether the call was carried out. `no-envelope`: JSON without the API's `code`, or
   * none. `no-code`: the code is null, as some replies had it. `other-data`: code 200, but `at` is not what is documented.
   */
  | { readonly outcome: 'unexpected'; readonly why: 'no-envelope' | 'no-code' | 'other-data'; readonly at?: string; readonly status: number }
  | Exclude<Sent, { readonly outcome: 'answered' }>;

/** Reads the data of a reply; throws where it is not what is documented. */
export type ReadData<Data> = (data: unknown) => Data;

/** Says where a reply departs from what is documented. */
class OtherData extends Error {
  override readonly name = 'OtherData';
  readonly at: string;
  constructor(at: string) {
    super(`${at} is not what is documented`);
    this.at = at;
  }
}

/** Judges what was received by the API's envelope, `{ code, msg, data }`. */
export function readReply<Data>(sent: Sent, read: ReadData<Data>): DogeCloudReply<Data> {
  if (sent.outcome !== 'answered') return sent;
  const { status, date } = sent;
  const dated = date === undefined ? {} : { date };
  const envelope = parse(sent.text);
  if (envelope === undefined || !('code' in envelope)) return { outcome: 'unexpected', why: 'no-envelope', status };
  const { code, msg, data } = envelope;
  if (typeof code !== 'number' && typeof code !== 'string') return { outcome: 'unexpected', why: 'no-code', status };
  if (code !== 200) return { outcome: 'refused', code: String(code).slice(0, 60), message: typeof msg === 'string' ? msg.slice(0, 200) : '', status, ...dated };
  try {
    return { outcome: 'ok', data: read(data), ...dated };
  } catch (error) {
    if (error instanceof OtherData) return { outcome: 'unexpected', why: 'other-data', at: error.at, status };
    throw error;
  }
}

type Envelope = { readonly code?: unknown; readonly msg?: unknown; readonly data?: unknown };

function parse(text: string): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A member of a reply, by what it must be. */
export const member = {
  object(value: unknown, at: string): { readonly [name: string]: unknown } {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new OtherData(at);
    return { ...value };
  },
  list<Item>(value: unknown, at: string, read: (item: unknown, at: string) => Item): readonly Item[] {
    if (!Array.isArray(value)) throw new OtherData(at);
    return value.map((item, index) => read(item, `${at}[${index}]`));
  },
  text(value: unknown, at: string): string {
    if (typeof value !== 'string') throw new OtherData(at);
    return value;
  },
  integer(value: unknown, at: string): number {
    if (!Number.isSafeInteger(value)) throw new OtherData(at);
    return Number(value);
  },
} as const;
