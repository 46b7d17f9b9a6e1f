import { defineKnownErrors, type KnownError } from '@culprit/core';
import { certificateUntrusted, emptyReply, notTls, nxdomain, refused, reset, resolverTimeout, timedOut, unreachable, wrongPassword } from './possible-causes.ts';

/** What libpq says, and the drivers on it or beside it: psql, psycopg, JDBC, node-postgres. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/postgresql-refused', program: 'postgresql', literals: ['connection to server at', 'Check that the hostname and port are correct'], pattern: /\bconnection to server at "(?<host>[\w.:-]{1,253})"(?: \([\da-fA-F:.]{2,45}\))?, port (?<port>\d{1,5}) failed: Connection refused|\bConnection to (?<endpoint>[\w.:[\]-]{3,253}) refused\. Check that the hostname and port are correct/,
    causes: [refused],
    examples: { matches: ['psql: error: connection to server at "127.0.0.1", port 5432 failed: Connection refused', 'org.postgresql.util.PSQLException: Connection to localhost:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.'], nearMisses: ['psql: error: connection to server at "db" (10.0.0.1), port 5432 failed: timeout expired'] },
  },
  {
    id: 'network/postgresql-timeout', program: 'postgresql', literals: ['connection to server at'], pattern: /\bconnection to server at "(?<host>[\w.:-]{1,253})"(?: \([\da-fA-F:.]{2,45}\))?, port (?<port>\d{1,5}) failed: (?:timeout expired|Connection timed out|Operation timed out)/,
    causes: [timedOut],
    examples: { matches: ['psql: error: connection to server at "db" (10.0.0.1), port 5432 failed: timeout expired'], nearMisses: ['psql: error: connection to server at "127.0.0.1", port 5432 failed: Connection refused'] },
  },
  {
    id: 'network/postgresql-unreachable', program: 'postgresql', literals: ['connection to server at'], pattern: /\bconnection to server at "(?<host>[\w.:-]{1,253})"(?: \([\da-fA-F:.]{2,45}\))?, port (?<port>\d{1,5}) failed: (?:No route to host|Network is unreachable)/,
    causes: [unreachable],
    examples: { matches: ['psql: error: connection to server at "db" (10.0.0.1), port 5432 failed: No route to host'], nearMisses: ['psql: error: connection to server at "127.0.0.1", port 5432 failed: Connection refused'] },
  },
  {
    id: 'network/postgresql-closed', program: 'postgresql', literals: ['server closed the connection unexpectedly'], pattern: /\bserver closed the connection unexpectedly\b/,
    causes: [emptyReply, reset],
    examples: { matches: ['psql: error: connection to server at "db" (10.0.0.1), port 5432 failed: server closed the connection unexpectedly'], nearMisses: ['the server closed the session'] },
  },
  {
    id: 'network/postgresql-resolve', program: 'postgresql', literals: ['could not translate host name'], pattern: /\bcould not translate host name "(?<host>[\w.-]{1,253})" to address/,
    causes: [nxdomain, resolverTimeout],
    examples: { matches: ['psql: error: could not translate host name "db" to address: Name or service not known'], nearMisses: ['could not translate the page'] },
  },
  {
    id: 'network/postgresql-no-tls', program: 'postgresql', literals: ['server does not support SSL'], pattern: /\bserver does not support SSL(?:, but SSL was required| connections|\.)/i,
    causes: [{ id: 'network/starttls-not-offered', when: { en: 'The server answers N to the question for TLS: it is switched off there (ssl = off).', 'zh-CN': '服务端对 TLS 请求应答 N：它关闭了 TLS（ssl = off）。' } }, notTls],
    examples: { matches: ['psql: error: connection to server at "db" (10.0.0.1), port 5432 failed: server does not support SSL, but SSL was required', 'Error: The server does not support SSL connections'], nearMisses: ['server does not support SSLv2 anymore'] },
  },
  {
    id: 'network/postgresql-tls', program: 'postgresql', literals: ['SSL error: certificate verify failed', 'root certificate file'], pattern: /\bSSL error: certificate verify failed|\broot certificate file "[^"]{1,300}" does not exist/,
    causes: [certificateUntrusted],
    examples: { matches: ['connection to server at "db" (10.0.0.1), port 5432 failed: SSL error: certificate verify failed', 'root certificate file "/root/.postgresql/root.crt" does not exist'], nearMisses: ['SSL error: handshake'] },
  },
  {
    id: 'network/postgresql-password', program: 'postgresql', literals: ['password authentication failed for user', 'no pg_hba.conf entry for host'], pattern: /\bpassword authentication failed for user "[^"]{1,128}"|\bno pg_hba\.conf entry for host "(?<address>[\da-fA-F:.]{2,45})"/,
    causes: [wrongPassword],
    examples: { matches: ['FATAL:  password authentication failed for user "app"', 'FATAL:  no pg_hba.conf entry for host "10.0.0.9", user "app", database "app", no encryption'], nearMisses: ['password authentication was chosen for user "app"'] },
  },
]);
