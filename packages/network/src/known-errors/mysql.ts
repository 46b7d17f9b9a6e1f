import { defineKnownErrors, type KnownError } from '@culprit/core';
import { noPassword, nxdomain, refused, resolverTimeout, timedOut, wrongPassword } from './possible-causes.ts';

/** What the clients of MySQL and MariaDB say. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/mysql-connect', program: 'mysql', literals: ["Can't connect to MySQL server on", "Can't connect to server on"], pattern: /\bCan't connect to (?:MySQL )?server on '(?<host>[\w.-]{1,253})(?::\d{1,5})?' \((?:111|61|10061)\)/,
    causes: [refused],
    examples: { matches: ["ERROR 2003 (HY000): Can't connect to MySQL server on 'db:3306' (111)", "ERROR 2003 (HY000): Can't connect to server on 'db' (111)"], nearMisses: ["ERROR 2003 (HY000): Can't connect to MySQL server on 'db:3306' (110)"] },
  },
  {
    id: 'network/mysql-connect-timeout', program: 'mysql', literals: ["Can't connect to MySQL server on", "Can't connect to server on"], pattern: /\bCan't connect to (?:MySQL )?server on '(?<host>[\w.-]{1,253})(?::\d{1,5})?' \((?:110|115|60|10060)\)/,
    causes: [timedOut],
    examples: { matches: ["ERROR 2002 (HY000): Can't connect to MySQL server on '10.0.0.1' (115)", "ERROR 2002 (HY000): Can't connect to server on '10.0.0.1' (115)"], nearMisses: ["ERROR 2003 (HY000): Can't connect to MySQL server on 'db:3306' (111)"] },
  },
  {
    id: 'network/mysql-resolve', program: 'mysql', literals: ['Unknown MySQL server host', 'Unknown server host'], pattern: /\bUnknown (?:MySQL )?server host '(?<host>[\w.-]{1,253})'/,
    causes: [nxdomain, resolverTimeout],
    examples: { matches: ["ERROR 2005 (HY000): Unknown MySQL server host 'db' (-2)", "ERROR 2005 (HY000): Unknown server host 'db' (-2)"], nearMisses: ['Unknown server hostility'] },
  },
  {
    id: 'network/mysql-password', program: 'mysql', literals: ['Access denied for user'], pattern: /\bAccess denied for user '[^']{0,128}'@'(?<host>[^']{0,253})' \(using password: YES\)/,
    causes: [wrongPassword],
    examples: { matches: ["ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)"], nearMisses: ["ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: NO)"] },
  },
  {
    id: 'network/mysql-no-password', program: 'mysql', literals: ['(using password: NO)'], pattern: /\bAccess denied for user '[^']{0,128}'@'[^']{0,253}' \(using password: NO\)/,
    causes: [noPassword, wrongPassword],
    examples: { matches: ["ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: NO)"], nearMisses: ["ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)"] },
  },
]);
