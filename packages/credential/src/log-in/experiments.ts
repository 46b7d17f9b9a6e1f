import type { Request, Suspicion } from '@culprit/core';
import { logInCourse } from '../facts/log-in.ts';
import { sessionUse, type SessionUse, type SessionUseInput, type SessionVerdict } from '../facts/session-use.ts';
import { shownAnswer } from '../shown-answer.ts';
import { logIn, type LogIn } from '../targets/log-in.ts';
import type { LogInCourse } from './course.ts';

/** The log-in that the failure is about. */
export function logInOf(suspicion: Suspicion): LogIn {
  const data = suspicion.related(logIn);
  if (data === undefined) throw new Error('a cause of log-ins was suspected without a log-in');
  return data;
}

/** The one log-in of this run. */
export const courseOf = (suspicion: Suspicion): Request<LogInCourse> => logInCourse.of(logInOf(suspicion));

/** What the session is good for, as it is or in an experiment. No experiment logs in again. */
export const useOf = (suspicion: Suspicion, as?: NonNullable<SessionUseInput['as']>): Request<SessionUse> => sessionUse.of({ login: logInOf(suspicion), ...(as === undefined ? {} : { as }) });

/** What it was judged as; `undefined` where it was not asked or not answered. */
export const verdictOf = (use: SessionUse | undefined): SessionVerdict | undefined => (use?.outcome === 'judged' ? use.verdict : undefined);

/** `403 forbidden` */
export function answerOf(use: SessionUse | undefined): string {
  return use?.outcome === 'judged' ? shownAnswer(use) : '';
}

/** How a session fails where a browser would show "403" or the log-in page again. */
export const sessionFailures: readonly string[] = ['credential/session#forbidden', 'credential/session#unauthorized', 'credential/session#sent-to-log-in'];
