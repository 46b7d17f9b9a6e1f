/** The `hosts` line of nsswitch.conf(5): its services in order, with their `[STATUS=action]`; `undefined` without such a line. */
export function parseNsswitch(text: string): readonly string[] | undefined {
  for (const raw of text.split(/\r?\n/)) {
    const [, rest] = /^\s*hosts\s*:(.*)$/.exec(raw.replace(/#.*$/, '')) ?? [];
    if (rest !== undefined) return (rest.match(/\[[^\]]*\]|[^\s[\]]+/g) ?? []).slice(0, 32);
  }
  return undefined;
}

/** Whether getaddrinfo then asks name servers at all, by itself or by systemd-resolved. */
export const consultsDns = (services: readonly string[]): boolean => services.some((service) => service === 'dns' || service === 'resolve');
