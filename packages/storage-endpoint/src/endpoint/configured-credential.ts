import type { SecretRef } from '@culprit/core';
import type { DogeCloudKeyReferences } from '../targets/dogecloud-account.ts';

type Environment = { readonly [name: string]: string | undefined };

/** A key, by reference to where it stands. */
export type ConfiguredCredential = { readonly accessKeyId?: SecretRef; readonly secretAccessKey?: SecretRef; readonly sessionToken?: SecretRef; readonly dogecloud?: DogeCloudKeyReferences };

type Names = { readonly id: string; readonly secret: string; readonly token: readonly string[] };

/** The variables in which programs of a scheme look for a key, the usual ones first. A key is only sent to the provider that its variables name. */
const namesOf: { readonly [scheme: string]: readonly Names[] | undefined } = {
  s3: [{ id: 'AWS_ACCESS_KEY_ID', secret: 'AWS_SECRET_ACCESS_KEY', token: ['AWS_SESSION_TOKEN'] }],
  // downloader/tos.py and runtime/downloaders.py of aibrix; the SDKs have the same two names.
  tos: [{ id: 'TOS_ACCESS_KEY', secret: 'TOS_SECRET_KEY', token: ['TOS_SESSION_KEY', 'TOS_SECURITY_TOKEN'] }],
  // https://help.aliyun.com/zh/oss/developer-reference/oss-python-configure-access-credentials
  oss: [{ id: 'OSS_ACCESS_KEY_ID', secret: 'OSS_ACCESS_KEY_SECRET', token: ['OSS_SESSION_TOKEN'] }, { id: 'ALIBABA_CLOUD_ACCESS_KEY_ID', secret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', token: ['ALIBABA_CLOUD_SECURITY_TOKEN'] }],
  cos: [{ id: 'COS_SECRET_ID', secret: 'COS_SECRET_KEY', token: ['COS_SESSION_TOKEN'] }, { id: 'TENCENTCLOUD_SECRET_ID', secret: 'TENCENTCLOUD_SECRET_KEY', token: ['TENCENTCLOUD_SESSION_TOKEN'] }],
  obs: [{ id: 'OBS_ACCESS_KEY_ID', secret: 'OBS_SECRET_ACCESS_KEY', token: ['OBS_SECURITY_TOKEN'] }],
};

/** References to the key that the environment has for URIs of this scheme. The values are not looked at. */
export function credentialInEnvironment(scheme: string, env: Environment): ConfiguredCredential {
  const has = (name: string): boolean => (env[name] ?? '') !== '';
  // The account's own keys open no bucket: a temporary credential is asked for with them.
  if (scheme === 'doge') return has('DOGECLOUD_ACCESS_KEY') && has('DOGECLOUD_SECRET_KEY') ? { dogecloud: { accessKey: { $secret: 'env:DOGECLOUD_ACCESS_KEY' }, secretKey: { $secret: 'env:DOGECLOUD_SECRET_KEY' } } } : {};
  const names = namesOf[scheme]?.find(({ id, secret }) => has(id) && has(secret));
  if (names === undefined) return {};
  const token = names.token.find(has);
  return { accessKeyId: { $secret: `env:${names.id}` }, secretAccessKey: { $secret: `env:${names.secret}` }, ...(token === undefined ? {} : { sessionToken: { $secret: `env:${token}` } }) };
}
