type Decoder = InstanceType<typeof TextDecoder>;

const encoder = new TextEncoder();
const sliceLength = 65_536;

/** Where a text comes from: at once, or piece by piece. */
export type TextSource = string | AsyncIterable<string | Uint8Array>;

/**
 * A text as UTF-8, in bounded pieces. Bytes are taken as UTF-8 unless they start with the byte order mark of UTF-16,
 * which is what PowerShell 5 writes when output is redirected into a file. Ends early when `signal` aborts.
 */
export async function* utf8Of(source: TextSource, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  let start = new Uint8Array();
  let started = false;
  let utf16: Decoder | undefined;
  for await (const chunk of bytesOf(source, signal)) {
    if (started) {
      yield utf16 === undefined ? chunk : encoder.encode(utf16.decode(chunk, { stream: true }));
      continue;
    }
    const joined: Uint8Array<ArrayBuffer> = new Uint8Array(start.length + chunk.length);
    joined.set(start);
    joined.set(chunk, start.length);
    start = joined;
    if (start.length < 3) continue;
    utf16 = utf16Decoder(start);
    yield utf16 === undefined ? withoutMark(start) : encoder.encode(utf16.decode(start, { stream: true }));
    started = true;
  }
  if (!started && start.length > 0) yield start;
  if (utf16 !== undefined) yield encoder.encode(utf16.decode());
}

async function* bytesOf(source: TextSource, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array, void, undefined> {
  // A character outside the basic plane may be torn apart between two strings, or two slices of one.
  let half = '';
  for await (const chunk of typeof source === 'string' ? slicesOf(source) : untilAborted(source, signal)) {
    if (typeof chunk !== 'string') {
      yield chunk;
      continue;
    }
    const text = half + chunk;
    half = /[\uD800-\uDBFF]$/.test(text.slice(-1)) ? text.slice(-1) : '';
    yield encoder.encode(half === '' ? text : text.slice(0, -1));
  }
  if (half !== '') yield encoder.encode(half);
}

async function* slicesOf(text: string): AsyncGenerator<string, void, undefined> {
  for (let at = 0; at < text.length; at += sliceLength) yield text.slice(at, at + sliceLength);
}

/** Hands chunks on until the signal aborts; then it asks for no more and does not wait for the one that is due. */
async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal | undefined): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  let wake: ((nothing: undefined) => void) | undefined;
  const stop = (): void => wake?.(undefined);
  if (signal?.aborted) return;
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      // Not a race against one promise for the abortion: that would keep every chunk until the end of the text.
      const result = await new Promise<IteratorResult<T> | undefined>((resolve, reject) => {
        wake = resolve;
        iterator.next().then(resolve, reject);
      });
      if (result === undefined || result.done === true || signal?.aborted) break;
      yield result.value;
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    // A stream that waits for input may never answer: nobody waits for it.
    iterator.return?.().then(undefined, () => undefined);
  }
}

function utf16Decoder(start: Uint8Array): Decoder | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le');
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be');
  return undefined;
}

const withoutMark = (start: Uint8Array): Uint8Array => (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? start.subarray(3) : start);
