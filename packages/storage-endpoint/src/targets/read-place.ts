import { ToolError, type Given, type Route } from '@culprit/core';
import { credentialInEnvironment } from '../endpoint/configured-credential.ts';
import { placeInEnvironment } from '../endpoint/configured-place.ts';
import { readUri, type ObjectUri } from '../endpoint/read-uri.ts';
import type { Place } from './place-fields.ts';

/** A URI and where the environment says that it is; `undefined`: no URI of an object store. */
export function readPlace(text: string, { route }: Given): { readonly uri: ObjectUri; readonly place: Place } | undefined {
  const uri = readUri(text);
  if (uri === undefined) return undefined;
  if (uri.bucket.includes('@')) {
    throw new ToolError('TARGET_INVALID', {
      en: `The URI carries a user name or password. It would stand in the process list, in shell history and in reports, so it is refused. Write ${uri.scheme}://bucket/key, and give a credential by reference (env:NAME or file:path).`,
      'zh-CN': `该 URI 带有用户名或密码。它会出现在进程列表、命令历史和报告中，因此不予接受。请写作 ${uri.scheme}://bucket/key，并以引用方式（env:NAME 或 file:路径）提供凭据。`,
    });
  }
  return { uri, place: { scheme: uri.scheme, ...placeInEnvironment(uri.scheme, process.env), ...credentialInEnvironment(uri.scheme, process.env), ...withMembers(route) } };
}

/** A route without members says nothing: it is left out, so that equal targets stay equal. */
const withMembers = (route: Route | undefined): { readonly route?: Route } => (route === undefined || Object.values(route).every((value) => value === undefined) ? {} : { route });
