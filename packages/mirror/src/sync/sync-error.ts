import type { Localized } from '@culprit/core';

/** Why a repository could not be brought over. Closed. */
export type SyncFault = 'token-kept-back' | 'hub-refused' | 'nothing-listed' | 'unsafe-name' | 'locked' | 'other-repository' | 'transfer-failed' | 'verification-failed';

/** A repository could not be brought over whole. What was fetched so far stays, and the next run goes on from there. */
export class SyncError extends Error {
  override readonly name = 'SyncError';
  readonly code: SyncFault;
  readonly text: Localized<string>;

  constructor(code: SyncFault, text: Localized<string>, options?: ErrorOptions) {
    super(text.en, options);
    this.code = code;
    this.text = text;
  }
}
