/** A name as one part of a path or of a query: only unreserved characters stand for themselves (RFC 3986 §2.3), as SigV4 wants it. */
export const percentEncode = (text: string): string => encodeURIComponent(text).replaceAll(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
