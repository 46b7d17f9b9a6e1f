import { defineFact, type Fact, type Json } from '@culprit/core';
import { presentation, shownChain, type ChainInput } from '../endpoint-input.ts';

/** The file of authorities that a variable names, and what it is worth to one chain. */
export type NamedAuthorities = {
  readonly variable: string;
  readonly path: string;
  /** `damaged`: a block can't be read, where OpenSSL ends. `der`, `pkcs7`: certificates, but not as PEM. */
  readonly state: 'read' | 'damaged' | 'der' | 'pkcs7' | 'no-certificate' | 'empty' | 'directory' | 'missing' | 'unreadable';
  /** `EACCES`, `TOO_LARGE`, … */
  readonly code?: string;
  readonly certificates: number;
  /**
   * `completes`: its certificates, however they are written, lead the chain to a root among them. `not-a-root`: it holds a
   * part of the chain and not its end. `stranger`: others. `nothing`: none could be read.
   */
  readonly relation: 'completes' | 'not-a-root' | 'stranger' | 'nothing';
  /** The root or, `not-a-root`, the certificate that it holds instead. */
  readonly root?: string;
};

export type AuthorityVariables = { readonly files: readonly NamedAuthorities[] };

/** The files of authorities that variables of this environment name, each tried on the chain that was shown. */
export const authorityVariables: Fact<ChainInput, AuthorityVariables> = defineFact({
  id: 'certificate/authority-variables',
  needs: (input: ChainInput): { readonly handshake: ReturnType<typeof presentation> } => ({ handshake: presentation(input) }),
  gather: async ({ input, facts: { handshake }, memory, now, ask, blocked }): Promise<AuthorityVariables | ReturnType<typeof blocked>> => {
    const chain = await shownChain(handshake, input, ask);
    if (chain.length === 0) return blocked('handshake');
    const { namedAuthorities } = await import('../path-building/authority-variables.ts');
    return { files: await namedAuthorities(chain, memory, now()) };
  },
  exhibit: (value): Json => value,
});
