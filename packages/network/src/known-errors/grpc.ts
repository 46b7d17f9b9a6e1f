import { defineKnownErrors, type KnownError } from '@culprit/core';
import { certificateUntrusted, forbidden, nxdomain, overloaded, refused, resolverTimeout, timedOut, tlsClosed, unauthorized } from './possible-causes.ts';

/** What gRPC says in its languages (statuses: grpc.io/docs/guides/status-codes). The reason mostly stands in the text of the transport behind it. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/grpc-connect', program: 'grpc', literals: ['failed to connect to all addresses', '14 UNAVAILABLE', 'Failed to connect to remote host'], pattern: /\bfailed to connect to all addresses\b|\b14 UNAVAILABLE: (?:No connection established|failed to connect)|\bFailed to connect to remote host: (?:Connection refused|connect failed)/,
    causes: [refused, timedOut, certificateUntrusted, tlsClosed],
    examples: { matches: ['failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:50051: Failed to connect to remote host: Connection refused', 'Error: 14 UNAVAILABLE: No connection established. Last error: null'], nearMisses: ['14 UNAVAILABLE seats'] },
  },
  {
    id: 'network/grpc-resolve', program: 'grpc', literals: ['DNS resolution failed for', 'Name resolution failed for target'], pattern: /\bDNS resolution failed for (?<host>[\w.-]{1,253})|\bName resolution failed for target dns:(?:\/\/\/)?(?<name>[\w.-]{1,253})/,
    causes: [nxdomain, resolverTimeout],
    examples: { matches: ['StatusCode.UNAVAILABLE: DNS resolution failed for api.example.com:443: C-ares status is not ARES_SUCCESS', 'Error: 14 UNAVAILABLE: Name resolution failed for target dns:api.example.com:443'], nearMisses: ['DNS resolution failed'] },
  },
  {
    id: 'network/grpc-unauthenticated', program: 'grpc', literals: ['16 UNAUTHENTICATED', 'StatusCode.UNAUTHENTICATED', 'code = Unauthenticated'], pattern: /\b16 UNAUTHENTICATED: |\bStatusCode\.UNAUTHENTICATED\b|\bcode = Unauthenticated desc = /,
    causes: [unauthorized],
    examples: { matches: ['Error: 16 UNAUTHENTICATED: Request had invalid authentication credentials', 'rpc error: code = Unauthenticated desc = missing token', '\tstatus = StatusCode.UNAUTHENTICATED'], nearMisses: ['page 16 UNAUTHENTICATED users'] },
  },
  {
    id: 'network/grpc-permission', program: 'grpc', literals: ['7 PERMISSION_DENIED', 'StatusCode.PERMISSION_DENIED', 'code = PermissionDenied'], pattern: /\b7 PERMISSION_DENIED: |\bStatusCode\.PERMISSION_DENIED\b|\bcode = PermissionDenied desc = /,
    causes: [forbidden],
    examples: { matches: ['Error: 7 PERMISSION_DENIED: The caller does not have permission', '\tstatus = StatusCode.PERMISSION_DENIED', 'rpc error: code = PermissionDenied desc = The caller does not have permission'], nearMisses: ['PERMISSION_DENIED by the browser'] },
  },
  {
    id: 'network/grpc-exhausted', program: 'grpc', literals: ['8 RESOURCE_EXHAUSTED', 'StatusCode.RESOURCE_EXHAUSTED', 'code = ResourceExhausted'], pattern: /\b8 RESOURCE_EXHAUSTED: |\bStatusCode\.RESOURCE_EXHAUSTED\b|\bcode = ResourceExhausted desc = /,
    causes: [{ id: 'network/rate-limited', when: { en: 'The text speaks of a quota or of requests a minute.', 'zh-CN': '报错提到配额或每分钟请求数。' } }, overloaded],
    examples: { matches: ['Error: 8 RESOURCE_EXHAUSTED: Quota exceeded for quota metric', '\tstatus = StatusCode.RESOURCE_EXHAUSTED', 'rpc error: code = ResourceExhausted desc = grpc: received message larger than max (5242880 vs. 4194304)'], nearMisses: ['RESOURCE_EXHAUSTED is a status'] },
  },
]);
