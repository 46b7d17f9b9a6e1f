import { defineOptions, defineTarget, ToolError, type Given, type Route, type SecretRef, type TargetKind } from '@culprit/core';

export type Submission = {
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: SecretRef;
  /** Whether the client that fails changes to TLS. */
  readonly encryption: 'starttls' | 'none';
  readonly route?: Route;
};

/**
 * Where mail is handed in. Reads `submission://host[:port]?user=ada&password=env:NAME&encryption=none`. It rests on an
 * endpoint of `@culprit/network` that changes to TLS: names, connections and certificates are examined there.
 */
const mailSubmissionTarget: TargetKind<Submission> = defineTarget({
  kind: 'mail-submission',
  text: { en: 'A server that takes mail from clients', 'zh-CN': '接收客户端发信的邮件服务器' },
  schema: defineOptions({
    host: { type: 'string', required: true, text: { en: 'Name or address', 'zh-CN': '名称或地址' } },
    port: { type: 'integer', default: 587, min: 1, max: 65_535, text: { en: 'Port', 'zh-CN': '端口' } },
    user: { type: 'string', text: { en: 'User to log in as', 'zh-CN': '登录用户名' } },
    password: { type: 'secret', text: { en: 'Password of the user', 'zh-CN': '用户的密码' } },
    encryption: { type: 'enum', values: ['starttls', 'none'], default: 'starttls', text: { en: 'Whether the client changes to TLS', 'zh-CN': '客户端是否切换到 TLS' } },
    route: {
      type: 'object', text: { en: 'How it is reached', 'zh-CN': '访问方式' },
      fields: {
        resolver: { type: 'string', pattern: '^[0-9.]+(?::[0-9]+)?$', text: { en: 'Name server to ask: address:port', 'zh-CN': '要询问的域名服务器：地址:端口' } },
        connectTo: { type: 'string', text: { en: 'Connect here instead: host:port', 'zh-CN': '改为连接到此处：主机:端口' } },
        ca: { type: 'string', text: { en: 'PEM file of authorities to trust', 'zh-CN': '受信任证书颁发机构的 PEM 文件' } },
      },
    },
  }) as unknown as TargetKind<Submission>['schema'],
  schemes: ['submission'],
  label: ({ host, port }) => `submission://${host}:${port}`,
  endpoint: ({ host, port }) => `${host}:${port}`,
  account: ({ host, user = '' }) => `${user} at ${host}`,
  implies: ({ host, port, encryption, route }) => {
    const way = { host, port, ...(route === undefined ? {} : { route }) };
    return [encryption === 'starttls' ? { kind: 'tls-endpoint', data: { ...way, startTls: 'smtp' } } : { kind: 'tcp-endpoint', data: way }];
  },
  read: (text, given) => (/^submission:\/\//i.test(text) ? readUrl(text, given) : undefined),
});

function readUrl(text: string, { route: { resolver, connectTo, ca } = {} }: Given): Submission {
  const url = URL.parse(text);
  // The text is not repeated: it may hold a password.
  if (url === null || url.hostname === '' || url.username !== '' || url.password !== '') {
    throw new ToolError('TARGET_INVALID', {
      en: 'Write the server, and who logs in by reference: submission://host:587?user=ada&password=env:MAIL_PASSWORD',
      'zh-CN': '请写明服务器，密码只写引用：submission://主机:587?user=ada&password=env:MAIL_PASSWORD',
    });
  }
  const [user, password, encryption] = ['user', 'password', 'encryption'].map((name) => url.searchParams.get(name));
  if (password !== null && password !== undefined && !/^(?:env|file|vault|keyring):./.test(password)) {
    throw new ToolError('SECRET_IN_ARGUMENT', { en: 'A password is given by reference: password=env:MAIL_PASSWORD', 'zh-CN': '密码只能以引用给出：password=env:MAIL_PASSWORD' });
  }
  return {
    host: url.hostname, port: url.port === '' ? 587 : Number(url.port), encryption: encryption === 'none' ? 'none' : 'starttls',
    ...(user ? { user } : {}), ...(password ? { password: { $secret: password } } : {}),
    ...(resolver === undefined && connectTo === undefined && ca === undefined ? {} : { route: { ...(resolver === undefined ? {} : { resolver }), ...(connectTo === undefined ? {} : { connectTo }), ...(ca === undefined ? {} : { ca }) } }),
  };
}

export default mailSubmissionTarget;
