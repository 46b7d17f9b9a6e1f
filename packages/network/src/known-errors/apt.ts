import { defineKnownErrors, type KnownError } from '@culprit/core';
import { nxdomain, proxyUnreachable, refused, resolverTimeout, timedOut, unreachable } from './possible-causes.ts';

/** What Debian's apt says: https://salsa.debian.org/apt-team/apt/-/blob/main/methods/connect.cc */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/apt-resolve-again', program: 'apt', literals: ["Temporary failure resolving '"], pattern: /\bTemporary failure resolving '(?<host>[\w.-]{1,253})'/,
    causes: [resolverTimeout],
    examples: { matches: ["Err:1 http://deb.debian.org/debian bookworm InRelease  Temporary failure resolving 'deb.debian.org'"], nearMisses: ['Temporary failure resolving a conflict'] },
  },
  {
    id: 'network/apt-resolve', program: 'apt', literals: ["Could not resolve '"], pattern: /(?:^\s{0,8}|\bInRelease\s{1,8}|\bdeb\s{1,8})Could not resolve '(?<host>[\w.-]{1,253})'/,
    causes: [nxdomain, resolverTimeout],
    examples: { matches: ["  Could not resolve 'deb.example.org'", "W: Failed to fetch http://deb.example.org/debian/dists/bookworm/InRelease  Could not resolve 'deb.example.org'"], nearMisses: ["[vite]: Rollup failed: Could not resolve 'react' from src/main.js"] },
  },
  {
    id: 'network/apt-timeout', program: 'apt', literals: ['), connection timed out'], pattern: /\bCould not connect to (?<endpoint>[\w.-]{1,253}:\d{1,5}) \((?<address>[\da-fA-F:.]{2,45})\), connection timed out/,
    causes: [timedOut, unreachable],
    examples: { matches: ['  Could not connect to deb.debian.org:80 (203.0.113.7), connection timed out'], nearMisses: ['query (select 1), connection timed out'] },
  },
  {
    id: 'network/apt-refused', program: 'apt', literals: ['- connect (111'], pattern: /\bCould not connect to (?<endpoint>[\w.-]{1,253}:\d{1,5}) \((?<address>[\da-fA-F:.]{2,45})\)\. - connect \(111: Connection refused\)/,
    causes: [refused, proxyUnreachable],
    examples: { matches: ['  Could not connect to 127.0.0.1:8118 (127.0.0.1). - connect (111: Connection refused)'], nearMisses: ['- connect (113: No route to host)'] },
  },
]);
