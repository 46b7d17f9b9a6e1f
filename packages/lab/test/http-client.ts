import { type IncomingMessage, request, type RequestOptions } from 'node:http';

/** A response read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** One request on a connection of its own; rejects with the client's first error, or after 5 seconds. */
export function send(url: string, options: RequestOptions = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent: false, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      // The parser's own error comes at the request, after the bare `aborted` of the response.
      response.on('error', (error) => setImmediate(() => reject(error)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    outgoing.setTimeout(5_000, () => outgoing.destroy(new Error('no response in time')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
