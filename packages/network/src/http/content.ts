import type { Transform } from 'node:stream';

/** What a body turned out to be. */
export type ContentKind = 'html' | 'json' | 'xml' | 'text' | 'empty' | 'other';

/** How much of a body is decoded and looked at, in bytes. */
const excerptBytes = 16_384;

/** What is undone of content codings (RFC 9110 §8.4, RFC 8878). */
const decoders: { readonly [coding: string]: (zlib: typeof import('node:zlib')) => Transform } = {
  gzip: (zlib) => zlib.createGunzip(), 'x-gzip': (zlib) => zlib.createGunzip(),
  br: (zlib) => zlib.createBrotliDecompress(), zstd: (zlib) => zlib.createZstdDecompress(),
  // RFC 9110 §8.4.1.2 asks for the zlib format; some servers send the raw one.
  deflate: (zlib) => zlib.createInflate(), 'raw deflate': (zlib) => zlib.createInflateRaw(),
};

type Excerpt = { readonly text: string; readonly charset?: CharsetFault } | { readonly fault: string };

/**
 * Undoes the content coding (RFC 9110 §8.4) of at most 16 KiB: a small body that unpacks to gigabytes costs no more.
 * `whole`: the body came to its end, so that its coding must, too. `most`: another bound, in bytes.
 */
export function decodeExcerpt(body: Buffer, coding: string | undefined, contentType: string | undefined, whole: boolean, most: number = excerptBytes): Excerpt | Promise<Excerpt> {
  const codings = coding === undefined ? [] : coding.toLowerCase().split(',').map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  return codings.length === 0 || body.length === 0 ? readText(body, contentType, whole, most) : decode(body, codings, contentType, whole, most);
}

async function decode(body: Buffer, codings: readonly string[], contentType: string | undefined, whole: boolean, most: number): Promise<Excerpt> {
  // Several codings are unheard of in the wild; they stay undecoded, as does what this side does not know.
  const [name = ''] = codings.length === 1 ? codings : [];
  const zlib = await import('node:zlib');
  const raw = name === 'deflate' && ((body[0] ?? 0) & 15) !== 8;
  const decoder = decoders[raw ? 'raw deflate' : name]?.(zlib);
  if (decoder === undefined) return { text: '' };
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const finish = (ended: boolean): void => {
      decoder.destroy();
      const [first] = chunks;
      // A file that is compressed itself may be sent so; a text may not.
      if (first?.[0] === 0x1f && first[1] === 0x8b && isTextual(contentType)) return resolve({ fault: 'encoded-twice' });
      resolve(readText(Buffer.concat(chunks), contentType, ended, most));
    };
    decoder.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > most) finish(false);
    });
    decoder.once('end', () => finish(whole));
    decoder.once('error', (error: NodeJS.ErrnoException) => {
      // The body may have been cut short at this reader's own limit.
      if (!whole && isCutShort(error.code)) finish(false);
      else resolve({ fault: error.code ?? 'Z_DATA_ERROR' });
    });
    decoder.end(body);
  });
}

const isCutShort = (code: string | undefined): boolean => code === 'Z_BUF_ERROR' || code === 'ZSTD_error_srcSize_wrong';

/** That a text is not in the character set that it is said to be in; `fits`: one in which it can be read. */
export type CharsetFault = { readonly declared: string; readonly fits?: string };

/** What texts are most often in that are not in UTF-8 (encoding.spec.whatwg.org); the strict ones first. */
const otherCharsets: readonly string[] = ['gb18030', 'big5', 'shift_jis', 'euc-kr', 'windows-1252'];

function readText(bytes: Buffer, contentType: string | undefined, whole: boolean, most: number): { readonly text: string; readonly charset?: CharsetFault } {
  const text = textOf(bytes.subarray(0, most), contentType);
  // A text that is cut may end within a character.
  if (!text.includes('\uFFFD') || !whole || bytes.length > most || !isTextual(contentType)) return { text };
  const declared = charsetOf(contentType) ?? 'utf-8';
  const fits = otherCharsets.find((name) => name !== declared && decodes(bytes, name));
  return { text, charset: { declared, ...(fits === undefined ? {} : { fits }) } };
}

const isTextual = (contentType: string | undefined): boolean => /^(?:text\/|application\/(?:json|xml|[\w.-]+\+(?:json|xml)))/i.test(contentType ?? '');

function decodes(bytes: Buffer, charset: string): boolean {
  try {
    return !new TextDecoder(charset, { fatal: true }).decode(bytes).includes('\uFFFD');
  } catch {
    return false;
  }
}

const charsetOf = (contentType: string | undefined): string | undefined => /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();

function textOf(excerpt: Buffer, contentType: string | undefined): string {
  const charset = charsetOf(contentType);
  if (charset === undefined || charset === 'utf-8' || charset === 'utf8') return excerpt.toString('utf8');
  try {
    return new TextDecoder(charset).decode(excerpt);
  } catch {
    return excerpt.toString('utf8');
  }
}

/** By the media type and, where there is none or it says little, by the first characters. */
export function contentKind(text: string, bytes: number, contentType: string | undefined): ContentKind {
  if (bytes === 0) return 'empty';
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  // A page under the type of data is a page: what reads it stumbles over its first character.
  if (type.endsWith('json') && isPage(text)) return 'html';
  if (type === 'application/json' || type === 'text/json' || type.endsWith('+json') || type === 'application/x-ndjson') return 'json';
  const start = text.trimStart().slice(0, 200).toLowerCase();
  if (isPage(text)) return 'html';
  if (type === 'application/xml' || type === 'text/xml' || type.endsWith('+xml') || start.startsWith('<?xml')) return 'xml';
  if (type === '' && /^[[{]/.test(start)) return 'json';
  return type.startsWith('text/') ? 'text' : 'other';
}

const isPage = (text: string): boolean => /^\s*(?:<!doctype html|<html[\s>])/i.test(text.slice(0, 200));

/** The title of an HTML page, at most 100 characters, without line breaks. */
export function htmlTitle(text: string): string | undefined {
  // Bounded, as a page may begin a thousand titles and end none.
  const title = /<title[^>]{0,300}>([^<]{0,4000})/i.exec(text)?.[1]?.replaceAll(/\s+/g, ' ').trim();
  return title === undefined || title === '' ? undefined : title.slice(0, 100);
}
