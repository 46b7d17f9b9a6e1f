/** What a store says beside the status, read out of an error document. */
export interface ErrorDocument {
  readonly body: 'xml' | 'json' | 'html' | 'other' | 'empty';
  /** Whether an XML document is one of a store: an error, or an answer to a listing. */
  readonly ofStore: boolean;
  readonly code?: string;
  readonly message?: string;
  /** The other elements, each of at most 4 KiB; `CanonicalRequest` and `StringToSign` among them. */
  readonly elements: { readonly [name: string]: string };
}

const [maxText, maxElement, maxElements] = [65_536, 4_096, 40];
const roots = /^\s*(?:<\?xml[^>]*>\s*)?<(Error|ErrorResponse|ListBucketResult|ListAllMyBucketsResult|LocationConstraint)[\s>]/;

/**
 * Reads the flat error document of S3 and its likes
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses), or TOS's native JSON. It is not
 * a parser of XML: only elements without children are seen, and of a hostile document at most 64 KiB.
 */
export function readErrorDocument(text: string): ErrorDocument {
  const clipped = text.slice(0, maxText);
  if (clipped.trim() === '') return { body: 'empty', ofStore: false, elements: {} };
  if (/^\s*\{/.test(clipped)) return readJson(clipped);
  if (/^\s*(?:<!doctype html|<html)/i.test(clipped)) return { body: 'html', ofStore: false, elements: {} };
  if (!/^\s*</.test(clipped)) return { body: 'other', ofStore: false, elements: {} };
  const root = roots.exec(clipped)?.[1];
  const fields = root === 'Error' || root === 'ErrorResponse'
    ? [...clipped.matchAll(/<([A-Za-z][A-Za-z0-9-]{0,60})>([^<]*)<\/\1>/g)].slice(0, maxElements).map(([, name = '', value = '']) => [name, unescape(value)] as const)
    : [];
  return { body: 'xml', ofStore: root !== undefined, ...sorted(fields) };
}

function readJson(text: string): ErrorDocument {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { body: 'other', ofStore: false, elements: {} };
  }
  const fields = Object.entries(typeof data === 'object' && data !== null ? data : {}).slice(0, maxElements)
    .flatMap(([name, value]): readonly (readonly [string, string])[] => (typeof value === 'string' ? [[name, value]] : []));
  const read = sorted(fields.map(([name, value]) => [name[0]?.toUpperCase() + name.slice(1), value] as const));
  return { body: 'json', ofStore: read.code !== undefined && ('RequestId' in read.elements || 'HostId' in read.elements), ...read };
}

function sorted(fields: readonly (readonly [name: string, value: string])[]): Pick<ErrorDocument, 'code' | 'message' | 'elements'> {
  const of = (wanted: string): string | undefined => fields.find(([name]) => name === wanted)?.[1].slice(0, 300);
  const [code, message] = [of('Code'), of('Message')];
  return {
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
    elements: Object.fromEntries(fields.filter(([name]) => name !== 'Code' && name !== 'Message').map(([name, value]) => [name, value.slice(0, maxElement)])),
  };
}

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescape = (text: string): string => text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
  if (name !== undefined) return entities[name] ?? whole;
  const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
});
