import { defineOptions, defineTarget, type OptionFields, type Route, type SecretRef, type StandardSchemaV1, type TargetKind } from '@culprit/core';

export type CertificateFile = {
  readonly file: string;
  /** The host that it is to be used for: a name or an address. */
  readonly host?: string;
  readonly issuer?: string;
  readonly key?: string;
  readonly password?: SecretRef;
  readonly route?: Route;
};

const fields: OptionFields = {
  file: { type: 'string', required: true, text: { en: 'Path of the certificate file', 'zh-CN': '证书文件的路径' } },
  host: { type: 'string', text: { en: 'Host that it is to be used for', 'zh-CN': '证书将用于的主机' } },
  issuer: { type: 'string', text: { en: 'File of certificates to complete the chain with', 'zh-CN': '用于补全证书链的证书文件' } },
  key: { type: 'string', text: { en: 'File of the private key that it should fit', 'zh-CN': '应与证书匹配的私钥文件' } },
  password: { type: 'secret', text: { en: 'Password of a PKCS #12 file or an encrypted key, as env:NAME or file:path', 'zh-CN': 'PKCS #12 文件或加密私钥的密码，写作 env:NAME 或 file:路径' } },
  route: { type: 'object', fields: { ca: { type: 'string', text: { en: 'PEM file of authorities to trust as well', 'zh-CN': '额外信任的 CA 证书（PEM 文件）' } } }, text: { en: 'What is trusted', 'zh-CN': '信任设置' } },
};

/** Certificates in a file. Reads a path that begins with `./`, `../` or `/` and ends like one. */
export const certificateFile: TargetKind<CertificateFile> = defineTarget({
  kind: 'certificate-file',
  text: { en: 'A file of certificates', 'zh-CN': '证书文件' },
  schema: defineOptions(fields) as unknown as StandardSchemaV1<unknown, CertificateFile>,
  bare: true,
  label: ({ file }) => file,
  read: (text, { route }) => {
    if (!/^(?:\.{0,2}[\\/]|[a-z]:[\\/]).*\.(?:pem|crt|cer|cert|der|p7b|p7c|p12|pfx|csr|key)$/i.test(text)) return undefined;
    return { file: text, ...(route?.ca === undefined ? {} : { route: { ca: route.ca } }) };
  },
});
