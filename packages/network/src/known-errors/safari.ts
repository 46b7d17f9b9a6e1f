import { defineKnownErrors, type KnownError } from '@culprit/core';
import { nxdomain, notTls, protocolTooOld, redirectLoop, refused, reset, resolverTimeout, timedOut, tlsAlert, tlsReset, unreachable, forgedAddress, lyingResolver } from './possible-causes.ts';

/** What Safari and Apple's URL loading system say: https://developer.apple.com/documentation/foundation/nsurlerror-codes */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/safari-not-found', program: 'safari', literals: ['find the server', '因为找不到服务器', 'Code=-1003', 'hostname could not be found', '未能找到使用指定主机名的服务器'], pattern: /\bcan[’']t find the server(?: “(?<host>[^”\s]{1,253})”)?|因为找不到服务器|\bNSURLErrorDomain Code=-1003\b|A server with the specified hostname could not be found|未能找到使用指定主机名的服务器/,
    causes: [nxdomain, resolverTimeout, lyingResolver],
    examples: { matches: ['Safari can’t open the page “https://nope.example.com” because Safari can’t find the server “nope.example.com”.', 'Safari 浏览器无法打开页面，因为找不到服务器。', 'Error Domain=NSURLErrorDomain Code=-1003 "A server with the specified hostname could not be found."', '未能找到使用指定主机名的服务器。'], nearMisses: ['we could not find the server room'] },
  },
  {
    id: 'network/safari-refused', program: 'safari', literals: ['connect to the server', '无法连接服务器', 'Code=-1004', '未能连接到服务器', '无法连接到服务器'], pattern: /\bcan[’']t connect to the server(?: “(?<host>[^”\s]{1,253})”)?|\bNSURLErrorDomain Code=-1004\b|Could not connect to the server|因为 ?Safari ?浏览器无法连接到?服务器|未能连接到服务器/,
    causes: [refused, timedOut],
    examples: { matches: ['Safari can’t open the page because Safari can’t connect to the server “localhost”.', 'Error Domain=NSURLErrorDomain Code=-1004 "Could not connect to the server."', '未能连接到服务器。', 'Safari浏览器无法打开页面“localhost:3000”，因为Safari浏览器无法连接服务器“localhost”。', 'Safari 浏览器打不开网页，因为 Safari 浏览器无法连接到服务器。'], nearMisses: ['connect to the server with ssh'] },
  },
  {
    id: 'network/safari-timed-out', program: 'safari', literals: ['Code=-1001', 'The request timed out', '请求超时', 'server stopped responding', '服务器已停止响应'], pattern: /\bNSURLErrorDomain Code=-1001\b|because the server where this page is located isn[’']t responding|the server stopped responding|^\s{0,8}(?:The request timed out|请求超时)[。.]?\s{0,8}$|因为服务器已停止响应/,
    causes: [timedOut, forgedAddress],
    examples: { matches: ['Error Domain=NSURLErrorDomain Code=-1001 "The request timed out."', '请求超时。', 'Safari can’t open the page because the server stopped responding.', 'Safari 浏览器打不开该网页，因为服务器已停止响应。'], nearMisses: ['数据库请求超时重试 3 次'] },
  },
  {
    id: 'network/safari-dropped', program: 'safari', literals: ['unexpectedly dropped the connection', '意外断开了连接', 'Code=-1005', 'network connection was lost', '网络连接已中断'], pattern: /\bserver unexpectedly dropped the connection\b|服务器意外断开了连接|\bNSURLErrorDomain Code=-1005\b|The network connection was lost|网络连接已中断/,
    causes: [reset, tlsReset],
    examples: { matches: ['Safari can’t open the page because the server unexpectedly dropped the connection.', 'Error Domain=NSURLErrorDomain Code=-1005 "The network connection was lost."', 'Safari浏览器无法打开页面，因为服务器意外断开了连接。', '网络连接已中断。'], nearMisses: ['the player unexpectedly dropped the item'] },
  },
  {
    id: 'network/safari-offline', program: 'safari', literals: ['Code=-1009', 'appears to be offline', '似乎已断开与互联网的连接', '您尚未接入互联网'], pattern: /\bNSURLErrorDomain Code=-1009\b|Internet connection appears to be offline|似乎已断开与互联网的连接|您尚未接入互联网/,
    causes: [unreachable, resolverTimeout],
    examples: { matches: ['The Internet connection appears to be offline.', '似乎已断开与互联网的连接。', 'Error Domain=NSURLErrorDomain Code=-1009 "The Internet connection appears to be offline."', 'Safari浏览器打不开该网页，因为您尚未接入互联网。'], nearMisses: ['the printer appears to be offline'] },
  },
  {
    id: 'network/safari-no-tls', program: 'safari', literals: ['establish a secure connection', '建立安全连接', 'Code=-1200', 'An SSL error has occurred', '发生了 SSL 错误'], pattern: /\bcan[’']t establish a secure connection to the server(?: “(?<host>[^”\s]{1,253})”)?|无法与服务器(?:“(?<name>[^”\s]{1,253})”)?建立安全连接|\bNSURLErrorDomain Code=-1200\b|An SSL error has occurred and a secure connection to the server cannot be made|发生了 SSL 错误，无法建立与该服务器的安全连接/,
    causes: [protocolTooOld, tlsAlert, notTls],
    examples: { matches: ['Safari can’t open the page “https://localhost:3000” because Safari can’t establish a secure connection to the server “localhost”.', '无法与服务器建立安全连接', 'Error Domain=NSURLErrorDomain Code=-1200 "An SSL error has occurred and a secure connection to the server cannot be made."', '发生了 SSL 错误，无法建立与该服务器的安全连接。'], nearMisses: ['can establish a secure connection to the vault'] },
  },
  {
    id: 'network/safari-redirects', program: 'safari', literals: ['too many redirects occurred', '发生过多重定向', 'Code=-1007', 'too many HTTP redirects'], pattern: /\btoo many redirects occurred\b|发生过多重定向|\bNSURLErrorDomain Code=-1007\b|too many HTTP redirects/,
    causes: [redirectLoop],
    examples: { matches: ['Safari can’t open the page because too many redirects occurred.', 'Safari浏览器无法打开页面，因为发生过多重定向。', 'Error Domain=NSURLErrorDomain Code=-1007 "too many HTTP redirects"'], nearMisses: ['too many directs occurred'] },
  },
]);
