import type { Request } from '@culprit/core';
import sessionFact, { type Session } from './facts/session.ts';
import type { Submission } from './targets/mail-submission.ts';

/** The session of a target, as its client holds it or changed in one respect. */
export function sessionOf({ host, port, user, password, encryption, route }: Submission, change: { readonly encrypted?: boolean; readonly anonymous?: true } = {}): Request<Session> {
  const encrypted = change.encrypted ?? encryption === 'starttls';
  return sessionFact.of({
    host, port, encrypted,
    ...(route?.resolver === undefined ? {} : { resolver: route.resolver }),
    ...(route?.connectTo === undefined ? {} : { connectTo: route.connectTo }), ...(route?.ca === undefined ? {} : { ca: route.ca }),
    ...(change.anonymous || user === undefined || password === undefined ? {} : { user, password }),
  });
}
