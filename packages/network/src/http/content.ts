/** What a body turned out to be. */
export type ContentKind = 'html' | 'json' | 'xml' | 'text' | 'empty' | 'other';

/** How much of a body is decoded and looked at, in bytes. */
const excerptBytes = 16_384;

/** Undoes the content coding (RFC 9110 §8.4) of at most 16 KiB: a small body that unpacks to gigabytes costs no more. */
export async function decodeExcerpt(body: Buffer, coding: string | undefined, contentType: string | undefined): Promise<{ readonly text: string } | { readonly fault: string }> {
  const codings = (coding ?? '').toLowerCase().split(',').map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  if (codings.length === 0 || body.length === 0) return { text: textOf(body, contentType) };
  const zlib = await import('node:zlib');
  // Several codings are unheard of in the wild; they stay undecoded, as does what this side never offered.
  const [name] = codings.length === 1 ? codings : [];
  const decoder = name === 'gzip' || name === 'x-gzip' ? zlib.createGunzip() : name === 'br' ? zlib.createBrotliDecompress() : name === 'deflate' ? zlib.createInflate() : undefined;
  if (decoder === undefined) return { text: '' };
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const finish = (): void => {
      decoder.destroy();
      resolve({ text: textOf(Buffer.concat(chunks).subarray(0, excerptBytes), contentType) });
    };
    decoder.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= excerptBytes) finish();
    });
    decoder.once('end', finish);
    decoder.once('error', (error: NodeJS.ErrnoException) => {
      // The body may have been cut short at this reader's own limit.
      if (error.code === 'Z_BUF_ERROR') finish();
      else resolve({ fault: error.code ?? 'Z_DATA_ERROR' });
    });
    decoder.end(body);
  });
}

function textOf(bytes: Buffer, contentType: string | undefined): string {
  const excerpt = bytes.subarray(0, excerptBytes);
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
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
  if (type === 'application/json' || type === 'text/json' || type.endsWith('+json') || type === 'application/x-ndjson') return 'json';
  const start = text.trimStart().slice(0, 200).toLowerCase();
  if (/^(?:<!doctype html|<html[\s>])/.test(start)) return 'html';
  if (type === 'application/xml' || type === 'text/xml' || type.endsWith('+xml') || start.startsWith('<?xml')) return 'xml';
  if (type === '' && /^[[{]/.test(start)) return 'json';
  return type.startsWith('text/') ? 'text' : 'other';
}

/** The title of an HTML page, at most 100 characters, without line breaks. */
export function htmlTitle(text: string): string | undefined {
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1]?.replaceAll(/\s+/g, ' ').trim();
  return title === undefined || title === '' ? undefined : title.slice(0, 100);
}
