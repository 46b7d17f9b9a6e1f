import { defineKnownErrors, type KnownError } from '@culprit/core';
import { certificateUntrusted, nxdomain, proxyUnreachable, rateLimited, refused, timedOut, tlsSilence, unauthorized } from './possible-causes.ts';

/** What the Docker daemon adds to Go's texts; containerd and Podman speak alike. */
export const errors: readonly KnownError[] = defineKnownErrors([
  {
    id: 'network/docker-daemon', program: 'docker', literals: ['Error response from daemon', 'failed to do request', 'pinging container registry'],
    pattern: /\b(?:Error response from daemon: |failed to do request: |pinging container registry [\w.:-]{1,253}: )(?:Get|Head|Post) "?(?<url>https?:\/\/[^"\s]{1,2000})"?: /,
    causes: [timedOut, nxdomain, tlsSilence, refused, certificateUntrusted, proxyUnreachable],
    examples: { matches: ['Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: TLS handshake timeout', 'failed to resolve reference "registry.example.com/app:1": failed to do request: Head "https://registry.example.com/v2/app/manifests/1": dial tcp 10.0.0.5:443: i/o timeout', 'initializing source docker://quay.example/app:1: pinging container registry quay.example: Get "https://quay.example/v2/": dial tcp 10.0.0.5:443: i/o timeout'], nearMisses: ['Error response from daemon: No such container: web'] },
  },
  {
    id: 'network/docker-rate-limit', program: 'docker', literals: ['toomanyrequests', 'pull rate limit'], pattern: /\btoomanyrequests: |\byou have reached your (?:unauthenticated )?pull rate limit\b/i,
    causes: [rateLimited],
    examples: { matches: ['toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit'], nearMisses: ['the pull rate limit is 100'] },
  },
  {
    id: 'network/docker-unauthorized', program: 'docker', literals: ['unauthorized: ', 'pull access denied', 'no basic auth credentials', 'requested access to the resource is denied'], pattern: /\bdenied: requested access to the resource is denied|\bunauthorized: (?:authentication required|incorrect username or password|access to the requested resource is not authorized)|\bpull access denied for \S{1,253}|\bno basic auth credentials\b/,
    causes: [unauthorized],
    examples: { matches: ['unauthorized: authentication required', 'denied: requested access to the resource is denied', 'pull access denied for acme/web, repository does not exist or may require \'docker login\'', 'no basic auth credentials'], nearMisses: ['unauthorized: user left the room'] },
  },
]);
