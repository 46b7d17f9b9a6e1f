import type { SecretReader } from '@culprit/core';
import type { CodeToExplain } from '../diagnosis/explain-code.ts';
import { defaultPolicy, type CodeParameters } from '../policy.ts';
import { othersOf, type OneTimePassword } from '../targets/one-time-password.ts';

/** The parameters of a target: what it says itself, else what the secret's own URI says, else the defaults. */
export function parametersOf({ type, algorithm, digits, period }: OneTimePassword, account?: CodeParameters): CodeParameters {
  const kind = type ?? account?.type ?? defaultPolicy.type;
  return {
    type: kind, algorithm: algorithm ?? account?.algorithm ?? defaultPolicy.algorithm,
    digits: kind === 'steam' ? 5 : digits ?? account?.digits ?? defaultPolicy.digits, periodSeconds: period ?? account?.periodSeconds ?? defaultPolicy.periodSeconds,
  };
}

/** Reads the secrets behind a target; `undefined` where its secret is none, or no code is given. */
export async function codeQuestion(target: OneTimePassword, secrets: SecretReader, nowMs: number): Promise<CodeToExplain | undefined> {
  const { readSecret } = await import('../secret/read-secret.ts');
  const text = (await secrets.read(target.secret)).reveal();
  const read = readSecret(text);
  if (read.outcome === 'refused' || target.code === undefined) return undefined;
  const code = (await secrets.read(target.code)).reveal();
  const secondCode = target.secondCode === undefined ? undefined : (await secrets.read(target.secondCode)).reveal();
  const others: { readonly name: string; readonly secret: Uint8Array; readonly parameters: CodeParameters }[] = [];
  for (const [name, reference] of othersOf(target)) {
    const other = readSecret((await secrets.read(reference)).reveal());
    // What can't be read as a secret can't be where the code comes from.
    if (other.outcome === 'read') others.push({ name, secret: other.bytes, parameters: parametersOf({ secret: reference }, other.account) });
  }
  const counter = target.counter ?? read.account?.counter;
  return {
    secret: read.bytes, ...(read.form === 'uri' ? {} : { secretText: text.trim() }), parameters: parametersOf(target, read.account), code, nowMs, others,
    ...(secondCode === undefined ? {} : { secondCode }), ...(counter === undefined ? {} : { counter }),
    ...(target.window === undefined ? {} : { window: target.window }), ...(target.lastCounter === undefined ? {} : { lastCounter: target.lastCounter }),
  };
}
