import { defineKnownErrors, type KnownError } from '@culprit/core';
import { forbidden, refused, timedOut, unauthorized } from './possible-causes.ts';

/** What kubectl and Helm add to Go's texts, which are among Go's. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    // localhost:8080 is where it goes when it finds no kubeconfig.
    id: 'network/kubectl-refused', program: 'kubectl', literals: ['was refused - did you specify the right host or port'], pattern: /\bThe connection to the server (?<endpoint>[\w.:[\]-]{3,253}) was refused - did you specify the right host or port\?/,
    causes: [refused],
    examples: { matches: ['The connection to the server localhost:8080 was refused - did you specify the right host or port?'], nearMisses: ['The connection to the server was refused'] },
  },
  {
    id: 'network/kubectl-unauthorized', program: 'kubectl', literals: ['You must be logged in to the server'], pattern: /\bYou must be logged in to the server\b/,
    causes: [unauthorized, { id: 'credential/expired-token', when: { en: 'The token or certificate of the kubeconfig has ended.', 'zh-CN': 'kubeconfig 中的令牌或证书已过期。' } }],
    examples: { matches: ['error: You must be logged in to the server (Unauthorized)'], nearMisses: ['You must be logged in to comment'] },
  },
  {
    id: 'network/kubectl-forbidden', program: 'kubectl', literals: ['Error from server (Forbidden)'], pattern: /\bError from server \(Forbidden\)/,
    causes: [forbidden],
    examples: { matches: ['Error from server (Forbidden): pods is forbidden: User "dev" cannot list resource "pods" in API group "" in the namespace "default"'], nearMisses: ['Error from server (NotFound): pods "web" not found'] },
  },
  {
    id: 'network/kubectl-timeout', program: 'kubectl', literals: ['Unable to connect to the server: '], pattern: /\bUnable to connect to the server: (?:net\/http: request canceled|dial tcp (?<endpoint>[\w.:[\]-]{3,253}): i\/o timeout)/,
    causes: [timedOut],
    examples: { matches: ['Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout', 'Unable to connect to the server: net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)'], nearMisses: ['Unable to connect to the server: net/http: TLS handshake timeout', 'Unable to connect to the server: x509: certificate signed by unknown authority'] },
  },
]);
