/** Ways of signing that DogeCloud refuses, as clients were seen to have them or their libraries make them easy. */
export type SigningMistake =
  | 'no-leading-slash' | 'full-url' | 'method-prefix' | 'trailing-question-mark' | 'query-left-out' | 'query-sorted' | 'query-go-encoded' | 'query-form-encoded'
  | 'query-percent-encoded' | 'query-strictly-encoded' | 'space-as-plus' | 'plus-as-space' | 'lower-case-escapes' | 'upper-case-escapes' | 'decoded'
  | 'rewritten-by-url-parser' | 'no-line-feed' | 'crlf' | 'literal-backslash-n' | 'second-line-feed' | 'body-left-out' | 'body-empty-object' | 'body-line-feed'
  | 'body-trimmed' | 'json-with-spaces' | 'json-compact' | 'json-escaped' | 'json-spaced-and-escaped' | 'json-unescaped' | 'json-slashes-escaped'
  | 'json-slashes-unescaped' | 'form-instead-of-json' | 'json-instead-of-form' | 'base64' | 'base64-of-hex' | 'upper-case-hex' | 'sha256' | 'sha512' | 'md5' | 'scheme'
  | 'field-form' | 'other-access-key' | 'secret-cut' | 'secret-case' | 'secret-unquoted' | 'secret-trimmed' | 'secret-line-end' | 'secret-blank' | 'secret-quoted'
  | 'access-key-edges' | 'access-key-as-secret' | 'secret-as-access-key' | 'swapped';

type Described = { readonly part: 'request' | 'edges' | 'swap'; readonly en: string; readonly zh: string };

/** What lies in it: the way of signing, something around a key, or keys in each other's place. In a few words, in both languages. */
export const signingMistakes: { readonly [M in SigningMistake]: Described } = {
  'no-leading-slash': { part: 'request', en: 'the address was signed without its leading slash', zh: '签名时地址缺少开头的斜杠' },
  'full-url': { part: 'request', en: 'the whole URL was signed instead of path and query', zh: '签名的是完整网址，而不是路径和查询串' },
  'method-prefix': { part: 'request', en: 'the method was signed before the address', zh: '签名时在地址前加上了请求方法' },
  'trailing-question-mark': { part: 'request', en: 'a question mark was signed that is not sent', zh: '签名时多了一个实际没有发送的问号' },
  'query-left-out': { part: 'request', en: 'the path was signed without the query', zh: '签名时漏掉了查询串' },
  'query-sorted': { part: 'request', en: 'the query was sorted for signing and sent unsorted', zh: '签名时对查询参数排了序，发送时没有' },
  'query-go-encoded': { part: 'request', en: 'the address was signed as Go\'s url.Values.Encode writes it: sorted, and "+" for a blank', zh: '签名用的是 Go 的 url.Values.Encode 的写法：参数排序，空格写成“+”' },
  'query-form-encoded': { part: 'request', en: 'the query was signed form-encoded, as URLSearchParams writes it', zh: '签名时查询串用的是表单编码（URLSearchParams 的写法）' },
  'query-percent-encoded': { part: 'request', en: 'the query was encoded anew for signing, as encodeURIComponent does', zh: '签名时用 encodeURIComponent 重新编码了查询串' },
  'query-strictly-encoded': { part: 'request', en: 'the query was encoded anew for signing, reserved characters included', zh: '签名时重新编码了查询串，连保留字符也编码了' },
  'space-as-plus': { part: 'request', en: 'a blank was signed as "+" and sent as "%20"', zh: '空格在签名时写成“+”，发送时写成“%20”' },
  'plus-as-space': { part: 'request', en: '"+" was sent and "%20" was signed', zh: '发送的是“+”，签名的是“%20”' },
  'lower-case-escapes': { part: 'request', en: 'escapes were signed in lower case (%e6) and sent in upper case', zh: '签名时百分号编码用小写（%e6），发送时用大写' },
  'upper-case-escapes': { part: 'request', en: 'escapes were signed in upper case (%E6) and sent in lower case', zh: '签名时百分号编码用大写（%E6），发送时用小写' },
  decoded: { part: 'request', en: 'the address was signed decoded and sent encoded', zh: '签名的是解码后的地址，发送的是编码后的' },
  'rewritten-by-url-parser': { part: 'request', en: 'the address was signed as a URL parser rewrites it, and sent as it was', zh: '签名的是经 URL 解析器改写的地址，发送的是原来的' },
  'no-line-feed': { part: 'request', en: 'the line feed between address and body is missing', zh: '地址与请求体之间缺少换行' },
  crlf: { part: 'request', en: 'CR LF stands between address and body instead of LF', zh: '地址与请求体之间是 CRLF，而不是 LF' },
  'literal-backslash-n': { part: 'request', en: 'a backslash and an "n" stand between address and body instead of a line feed', zh: '地址与请求体之间是反斜杠加“n”两个字符，而不是换行' },
  'second-line-feed': { part: 'request', en: 'two line feeds stand between address and body', zh: '地址与请求体之间有两个换行' },
  'body-left-out': { part: 'request', en: 'the body was not signed', zh: '签名时漏掉了请求体' },
  'body-empty-object': { part: 'request', en: '"{}" was signed as the body, and something else sent', zh: '签名时请求体按“{}”计算，发送的却不是' },
  'body-line-feed': { part: 'request', en: 'the body was signed with a line feed at its end', zh: '签名的请求体末尾多了一个换行' },
  'body-trimmed': { part: 'request', en: 'the body was signed without the blanks at its ends', zh: '签名的请求体去掉了首尾空白' },
  'json-with-spaces': { part: 'request', en: 'JSON was signed with blanks after commas and colons, as Python\'s json.dumps writes it, and sent without', zh: '签名的 JSON 在逗号和冒号后有空格（Python json.dumps 的写法），发送的没有' },
  'json-compact': { part: 'request', en: 'JSON was signed without blanks and sent with them', zh: '签名的 JSON 没有空格，发送的有' },
  'json-escaped': { part: 'request', en: 'JSON was signed with \\u escapes and sent in UTF-8', zh: '签名的 JSON 用 \\u 转义，发送的是 UTF-8 原文' },
  'json-spaced-and-escaped': { part: 'request', en: 'JSON was signed with blanks and \\u escapes, as Python\'s json.dumps writes it, and sent otherwise', zh: '签名的 JSON 带空格和 \\u 转义（Python json.dumps 的写法），发送的不是' },
  'json-unescaped': { part: 'request', en: 'JSON was signed in UTF-8 and sent with \\u escapes', zh: '签名的 JSON 是 UTF-8 原文，发送的用 \\u 转义' },
  'json-slashes-escaped': { part: 'request', en: 'JSON was signed with "\\/", as PHP\'s json_encode writes it, and sent otherwise', zh: '签名的 JSON 把斜杠写成“\\/”（PHP json_encode 的写法），发送的不是' },
  'json-slashes-unescaped': { part: 'request', en: 'JSON was signed with "/" and sent with "\\/"', zh: '签名的 JSON 中斜杠为“/”，发送的为“\\/”' },
  'form-instead-of-json': { part: 'request', en: 'a form was signed and JSON sent', zh: '签名的是表单，发送的是 JSON' },
  'json-instead-of-form': { part: 'request', en: 'JSON was signed and a form sent', zh: '签名的是 JSON，发送的是表单' },
  base64: { part: 'request', en: 'the signature is written in base64 instead of hex', zh: '签名写成了 base64，而不是十六进制' },
  'base64-of-hex': { part: 'request', en: 'the hex of the signature was encoded in base64 once more', zh: '签名的十六进制又做了一次 base64 编码' },
  'upper-case-hex': { part: 'request', en: 'the hex of the signature is in upper case', zh: '签名的十六进制用了大写' },
  sha256: { part: 'request', en: 'HMAC-SHA256 was used instead of HMAC-SHA1', zh: '用了 HMAC-SHA256，而不是 HMAC-SHA1' },
  sha512: { part: 'request', en: 'HMAC-SHA512 was used instead of HMAC-SHA1', zh: '用了 HMAC-SHA512，而不是 HMAC-SHA1' },
  md5: { part: 'request', en: 'HMAC-MD5 was used instead of HMAC-SHA1', zh: '用了 HMAC-MD5，而不是 HMAC-SHA1' },
  scheme: { part: 'request', en: 'the Authorization field does not begin with "TOKEN "', zh: 'Authorization 头没有以“TOKEN ”开头' },
  'field-form': { part: 'request', en: 'the Authorization field has blanks where none belong', zh: 'Authorization 头中多了空格' },
  'other-access-key': { part: 'request', en: 'the request bears another AccessKey than the one given', zh: '请求携带的 AccessKey 与给出的不同' },
  'secret-cut': { part: 'request', en: 'the SecretKey was cut at one end', zh: 'SecretKey 的一端被截掉' },
  'secret-case': { part: 'request', en: 'the letters of the SecretKey were changed in case', zh: 'SecretKey 的大小写被改动' },
  'secret-unquoted': { part: 'request', en: 'quotes that belong to the given SecretKey were taken away', zh: '去掉了给出的 SecretKey 两端的引号' },
  'secret-trimmed': { part: 'request', en: 'blanks that belong to the given SecretKey were taken away', zh: '去掉了给出的 SecretKey 首尾的空白' },
  'secret-line-end': { part: 'edges', en: 'a line end was taken for a part of the SecretKey', zh: '把换行当成了 SecretKey 的一部分' },
  'secret-blank': { part: 'edges', en: 'a blank was taken for a part of the SecretKey', zh: '把空白当成了 SecretKey 的一部分' },
  'secret-quoted': { part: 'edges', en: 'quotes were taken for a part of the SecretKey', zh: '把引号当成了 SecretKey 的一部分' },
  'access-key-edges': { part: 'edges', en: 'quotes or blanks were taken for a part of the AccessKey', zh: '把引号或空白当成了 AccessKey 的一部分' },
  'access-key-as-secret': { part: 'swap', en: 'the AccessKey was used for signing', zh: '签名时用的是 AccessKey' },
  'secret-as-access-key': { part: 'swap', en: 'the SecretKey was sent as AccessKey', zh: '把 SecretKey 当作 AccessKey 发送' },
  swapped: { part: 'swap', en: 'the two keys were swapped', zh: '两个密钥填反了' },
};

/** Those of one part. */
export const mistakesOf = (part: Described['part'], mistakes: readonly SigningMistake[]): readonly SigningMistake[] => mistakes.filter((mistake) => signingMistakes[mistake].part === part);
