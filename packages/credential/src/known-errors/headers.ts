import { defineKnownErrors, type KnownError } from '@culprit/core';
import { possible as p } from './possible-causes.ts';

/** What clients say of a key that can't stand in a header field (RFC 9110 §5.5). None of these texts may be shown whole: some repeat the key. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'credential/node-bytestring', program: 'node', literals: ['cannot convert argument to a bytestring'], pattern: /Cannot convert argument to a ByteString because the character at index \d{1,6} has a value of \d{1,6}/,
    causes: [p.mangledKey],
    examples: { matches: ['TypeError: Cannot convert argument to a ByteString because the character at index 7 has a value of 8220 which is greater than 255.'], nearMisses: ['Cannot convert argument to a string'] },
  },
  {
    id: 'credential/node-invalid-header', program: 'node', literals: ['err_invalid_char'], pattern: /\bERR_INVALID_CHAR\b.{0,80}(?:uthorization|x-api-key|api-key)/i,
    causes: [p.mangledKey],
    examples: { matches: ['TypeError [ERR_INVALID_CHAR]: Invalid character in header content ["Authorization"]'], nearMisses: ['TypeError [ERR_INVALID_CHAR]: Invalid character in header content ["X-Name"]'] },
  },
  {
    id: 'credential/python-illegal-bearer', program: 'python', literals: ["illegal header value b'bearer"], pattern: /Illegal header value b'Bearer ?'/,
    causes: [p.textInstead],
    examples: { matches: ["httpcore.LocalProtocolError: Illegal header value b'Bearer '"], nearMisses: ["Illegal header name b'Bearer'"] },
  },
  {
    id: 'credential/python-illegal-header', program: 'python', literals: ["illegal header value b'", 'reserved character(s), or return character(s) in header value', 'invalid header value b'], pattern: /Illegal header value b'Bearer [^']|Invalid leading whitespace, reserved character\(s\), or return character\(s\) in header value|Invalid header value b'/,
    causes: [p.mangledKey],
    examples: { matches: ["requests.exceptions.InvalidHeader: Invalid leading whitespace, reserved character(s), or return character(s) in header value: 'Bearer x\\n'", "ValueError: Invalid header value b'Bearer x\\n'", 'httpx.LocalProtocolError: Illegal header value b\'Bearer x\\n\''], nearMisses: ['Invalid header line'] },
  },
  {
    id: 'credential/python-latin1', program: 'python', literals: ["'latin-1' codec can't encode", "'ascii' codec can't encode"], pattern: /UnicodeEncodeError: '(?:latin-1|ascii)' codec can't encode characters? .{0,20}in position \d{1,6}/,
    causes: [p.mangledKey],
    examples: { matches: ["UnicodeEncodeError: 'latin-1' codec can't encode character '\\u201c' in position 7: ordinal not in range(256)", 'UnicodeEncodeError: \'ascii\' codec can\'t encode character \'\\u201c\' in position 7: ordinal not in range(128)'], nearMisses: ["UnicodeDecodeError: 'ascii' codec can't decode byte"] },
  },
  {
    id: 'credential/go-invalid-header', program: 'go', literals: ['invalid header field value for'], pattern: /net\/http: invalid header field value for "(?:Authorization|X-Api-Key|Api-Key)"/i,
    causes: [p.mangledKey],
    examples: { matches: ['Post "https://api.openai.com/v1/chat/completions": net/http: invalid header field value for "Authorization"'], nearMisses: ['net/http: invalid header field value for "X-Trace"'] },
  },
  {
    id: 'credential/json-of-html', program: 'python', literals: ['expecting value: line 1 column 1'], pattern: /Expecting value: line 1 column 1 \(char 0\)/,
    causes: [p.basePath, p.foreignAnswer, p.firewalled],
    examples: { matches: ['json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)'], nearMisses: ['Expecting value: line 3 column 5 (char 40)'] },
  },
]);
