import { startTcpServer, type TcpBehaviour } from '@culprit/lab';
import { factCases, type Case, type Question } from '@culprit/testkit';
import sessionFact, { type SessionInput } from '../../src/facts/session.ts';

const peer = async (behaviour: TcpBehaviour): Promise<Question<SessionInput>> => {
  const { host, port, [Symbol.asyncDispose]: stop } = await startTcpServer({ behaviour });
  return { input: { host, port, encrypted: true }, stop: async () => stop() };
};

const cases: readonly Case[] = factCases(sessionFact, {
  unanswered: () => peer('never-answer'),
  answered: { 'a server that is none': () => peer({ banner: 'HTTP/1.1 400 Bad Request\r\n' }), 'a server that turns clients away': () => peer({ banner: '554 no service\r\n' }) },
});

export default cases;
