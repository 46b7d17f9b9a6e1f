import { defineKnownErrors, type KnownError, type PossibleCause } from '@culprit/core';
import { certificateUntrusted, emptyReply, notTls, nxdomain, refused, reset, resolverTimeout, timedOut, unreachable } from './possible-causes.ts';

const password: PossibleCause = { id: 'credential/wrong-password', when: { en: 'The server was reached, and refuses this user and password.', 'zh-CN': '已到达数据库，但它拒绝该用户名和密码。' } };
const notSet: PossibleCause = { id: 'credential/text-instead-of-key', when: { en: 'No password was sent: its variable is empty or not set where the program runs.', 'zh-CN': '没有发送密码：在程序运行的环境中，对应的变量为空或未设置。' } };

/** What the clients of databases say: libpq and its drivers, MySQL's and MariaDB's, Redis's, MongoDB's. */
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
    id: 'network/postgresql-no-tls', program: 'postgresql', literals: ['server does not support SSL', 'The server does not support SSL'], pattern: /\bserver does not support SSL(?:, but SSL was required| connections|\.)/i,
    causes: [{ id: 'network/starttls-not-offered', when: { en: 'The server answers N to the question for TLS: it is switched off there (ssl = off).', 'zh-CN': '服务端对 TLS 请求应答 N：它关闭了 TLS（ssl = off）。' } }, notTls],
    examples: { matches: ['psql: error: connection to server at "db" (10.0.0.1), port 5432 failed: server does not support SSL, but SSL was required', 'Error: The server does not support SSL connections'], nearMisses: ['server does not support SSLv2 anymore'] },
  },
  {
    id: 'network/postgresql-tls', program: 'postgresql', literals: ['SSL error: certificate verify failed', 'root certificate file', 'server certificate for'], pattern: /\bSSL error: certificate verify failed|\broot certificate file "[^"]{1,300}" does not exist/,
    causes: [certificateUntrusted],
    examples: { matches: ['connection to server at "db" (10.0.0.1), port 5432 failed: SSL error: certificate verify failed', 'root certificate file "/root/.postgresql/root.crt" does not exist'], nearMisses: ['SSL error: handshake'] },
  },
  {
    id: 'network/postgresql-password', program: 'postgresql', literals: ['password authentication failed for user', 'no pg_hba.conf entry for host'], pattern: /\bpassword authentication failed for user "[^"]{1,128}"|\bno pg_hba\.conf entry for host "(?<address>[\da-fA-F:.]{2,45})"/,
    causes: [password],
    examples: { matches: ['FATAL:  password authentication failed for user "app"', 'FATAL:  no pg_hba.conf entry for host "10.0.0.9", user "app", database "app", no encryption'], nearMisses: ['password authentication was chosen for user "app"'] },
  },
  {
    id: 'network/mysql-connect', program: 'mysql', literals: ["Can't connect to MySQL server on", "Can't connect to server on"], pattern: /\bCan't connect to (?:MySQL )?server on '(?<host>[\w.-]{1,253})(?::\d{1,5})?' \((?:111|61|10061)\)/,
    causes: [refused],
    examples: { matches: ["ERROR 2003 (HY000): Can't connect to MySQL server on 'db:3306' (111)"], nearMisses: ["ERROR 2003 (HY000): Can't connect to MySQL server on 'db:3306' (110)"] },
  },
  {
    id: 'network/mysql-connect-timeout', program: 'mysql', literals: ["Can't connect to MySQL server on", "Can't connect to server on"], pattern: /\bCan't connect to (?:MySQL )?server on '(?<host>[\w.-]{1,253})(?::\d{1,5})?' \((?:110|115|60|10060)\)/,
    causes: [timedOut],
    examples: { matches: ["ERROR 2002 (HY000): Can't connect to MySQL server on '10.0.0.1' (115)"], nearMisses: ["ERROR 2003 (HY000): Can't connect to MySQL server on 'db:3306' (111)"] },
  },
  {
    id: 'network/mysql-resolve', program: 'mysql', literals: ['Unknown MySQL server host', 'Unknown server host'], pattern: /\bUnknown (?:MySQL )?server host '(?<host>[\w.-]{1,253})'/,
    causes: [nxdomain, resolverTimeout],
    examples: { matches: ["ERROR 2005 (HY000): Unknown MySQL server host 'db' (-2)"], nearMisses: ['Unknown server hostility'] },
  },
  {
    id: 'network/mysql-password', program: 'mysql', literals: ['Access denied for user'], pattern: /\bAccess denied for user '[^']{0,128}'@'(?<host>[^']{0,253})' \(using password: YES\)/,
    causes: [password],
    examples: { matches: ["ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)"], nearMisses: ["ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: NO)"] },
  },
  {
    id: 'network/mysql-no-password', program: 'mysql', literals: ['(using password: NO)'], pattern: /\bAccess denied for user '[^']{0,128}'@'[^']{0,253}' \(using password: NO\)/,
    causes: [notSet, password],
    examples: { matches: ["ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: NO)"], nearMisses: ["ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)"] },
  },
  {
    id: 'network/redis-connect', program: 'redis', literals: ['Could not connect to Redis at', '. Connection refused.'], pattern: /\bCould not connect to Redis at (?<endpoint>[\w.:[\]-]{3,253}): Connection refused|\bError 111 connecting to (?<address>[\w.:[\]-]{3,253})\. Connection refused/,
    causes: [refused],
    examples: { matches: ['Could not connect to Redis at 127.0.0.1:6379: Connection refused', 'redis.exceptions.ConnectionError: Error 111 connecting to localhost:6379. Connection refused.'], nearMisses: ['Could not connect to Redis at 127.0.0.1:6379: Connection timed out'] },
  },
  {
    id: 'network/redis-password', program: 'redis', literals: ['WRONGPASS'], pattern: /\bWRONGPASS invalid username-password pair/,
    causes: [password],
    examples: { matches: ['redis.exceptions.AuthenticationError: WRONGPASS invalid username-password pair or user is disabled.'], nearMisses: ['WRONGPASSAGE'] },
  },
  {
    id: 'network/redis-no-password', program: 'redis', literals: ['NOAUTH Authentication required'], pattern: /\bNOAUTH Authentication required/,
    causes: [notSet],
    examples: { matches: ['(error) NOAUTH Authentication required.'], nearMisses: ['NOAUTH is fine'] },
  },
  {
    id: 'network/mongodb-password', program: 'mongodb', literals: ['bad auth : Authentication failed', 'MongoServerError: Authentication failed'], pattern: /\bbad auth ?: Authentication failed|\bMongoServerError: Authentication failed/i,
    causes: [password],
    examples: { matches: ['MongoServerError: bad auth : Authentication failed', 'MongoServerError: Authentication failed.'], nearMisses: ['MongoServerSelectionError: connect ECONNREFUSED 127.0.0.1:27017'] },
  },
]);
