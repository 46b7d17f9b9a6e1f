import { X509Certificate } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { SecretReader, SecretRef } from '@culprit/core';
import { readTextFile, unwritableFile, writeNamedFile } from '@culprit/core/files';
import type { DogeCloudAccount } from '../targets/dogecloud-account.ts';
import { createDogeCloudClient, type DogeCloudCertificate, type DogeCloudDomain, type TemporaryCredentials, type UploadReply } from './client.ts';
import type { DogeCloudReply } from './reply.ts';

type Keys = Pick<DogeCloudAccount, 'accessKey' | 'secretKey'> & { readonly endpoint?: string };

/** A call as a command makes it. Files are named by their paths, keys by reference. */
export type DogeCloudCall = Keys & (
  | { readonly call: 'domains' | 'certificates' }
  | { readonly call: 'credentials'; readonly channel: 'OSS_FULL' | 'OSS_UPLOAD'; readonly scopes: readonly string[]; readonly ttlSeconds?: number; readonly output?: string; readonly overwrite: boolean }
  | { readonly call: 'upload'; readonly certificate: string; readonly privateKey: SecretRef; readonly note: string; readonly ca?: string }
  | { readonly call: 'bind'; readonly id: number; readonly domain: string }
  | { readonly call: 'delete'; readonly id: number }
  | { readonly call: 'refresh'; readonly kind: 'url' | 'path' | 'prefetch'; readonly urls: readonly string[] }
);

/** Temporary credentials without the secrets, which go to a file or nowhere. */
export type ShownCredentials = Pick<TemporaryCredentials, 'expires' | 'buckets'> & { readonly written?: string };

export type DogeCloudResult =
  | DogeCloudReply<readonly DogeCloudDomain[] | readonly DogeCloudCertificate[] | ShownCredentials | undefined>
  | UploadReply;

interface Context {
  readonly input: DogeCloudCall;
  readonly secrets: SecretReader;
  readonly signal: AbortSignal;
  readonly patienceMs: number;
}

/** Reads the keys and files of a call, and makes it. @throws ToolError (`FILE_UNREADABLE`, `SECRET_UNRESOLVED`) */
export async function carryOut({ input, secrets, signal, patienceMs }: Context): Promise<DogeCloudResult> {
  const { endpoint } = input;
  const keys = { accessKey: await secrets.read(input.accessKey), secretKey: await secrets.read(input.secretKey) };
  const client = createDogeCloudClient({ keys, signal, timeoutMs: patienceMs - 500, ...(endpoint === undefined ? {} : { endpoint }) });
  switch (input.call) {
    case 'domains': return client.domains();
    case 'certificates': return client.certificates();
    case 'bind': return client.bindCertificate(input.id, input.domain);
    case 'delete': return client.deleteCertificate(input.id);
    case 'refresh': return client.refresh(input.kind, input.urls);
    case 'upload': {
      const ca = input.ca === undefined ? [] : [new X509Certificate(await readTextFile(input.ca, { signal })).raw];
      return client.uploadCertificate({ note: input.note, certificate: await readTextFile(input.certificate, { signal }), privateKey: await secrets.read(input.privateKey), anchors: ca });
    }
    case 'credentials': {
      const { channel, scopes, ttlSeconds, output, overwrite } = input;
      // No credential is made that could not be kept.
      if (output !== undefined && !overwrite && await stat(output).then(() => true, () => false)) throw unwritableFile(output, Object.assign(new Error(), { code: 'EEXIST' }), '--yes');
      const reply = await client.temporaryCredentials({ channel, scopes, ...(ttlSeconds === undefined ? {} : { ttlSeconds }) });
      if (reply.outcome !== 'ok') return reply;
      const { expires, buckets } = reply.data;
      if (output !== undefined) await writeEnvironment(output, overwrite, reply.data);
      return { outcome: 'ok', data: { expires, buckets, ...(output === undefined ? {} : { written: output }) } };
    }
  }
}

/** As the AWS SDKs, rclone and s5cmd read them from the environment. Its owner's alone, and there as a whole or not at all. */
async function writeEnvironment(path: string, replace: boolean, { accessKeyId, secretAccessKey, sessionToken, buckets: [bucket] }: TemporaryCredentials): Promise<void> {
  const lines = [
    `AWS_ACCESS_KEY_ID=${accessKeyId.reveal()}`, `AWS_SECRET_ACCESS_KEY=${secretAccessKey.reveal()}`, `AWS_SESSION_TOKEN=${sessionToken.reveal()}`, 'AWS_REGION=automatic',
    ...(bucket === undefined ? [] : [`AWS_ENDPOINT_URL_S3=${bucket.s3Endpoint}`]),
  ];
  await writeNamedFile(path, `${lines.join('\n')}\n`, { ownerOnly: true, replace, overwriteBy: '--yes' });
}
