import { defineFact, type Fact, type GatherContext } from '@culprit/core';
import { parseAssignments } from '../environment/assignments.ts';
import { readFiles, type Folders } from '../environment/program-settings.ts';
import { shownUrl } from '../http/shown-url.ts';
import { portalApi, type PortalApi, type PortalApiInput } from './portal-api.ts';

export type PortalAnnouncement = { readonly outcome: 'none' } | PortalApi & { readonly api: string };

/**
 * The captive portal API that this network announced by DHCP or a router advertisement (RFC 8910), as systemd-networkd
 * leaves it readable, and what it says. NetworkManager and dhclient keep theirs to root. `ca` as in {@link PortalApiInput}.
 */
export const portalAnnouncement: Fact<Folders & Pick<PortalApiInput, 'ca'>, PortalAnnouncement, never> = defineFact<Folders & Pick<PortalApiInput, 'ca'>, PortalAnnouncement, Record<never, never>, never>({
  id: 'network/portal-announcement',
  patienceMs: 10_000,
  gather: async ({ input: { ca, ...folders }, ask }: GatherContext<Folders & Pick<PortalApiInput, 'ca'>, Record<never, never>, never>): Promise<PortalAnnouncement> => {
    const files = await readFiles(['/run/systemd/netif/links/*'], folders);
    const announced = files.flatMap((file) => ('text' in file ? parseAssignments(file.text) : [])).find(({ key }) => key === 'captive_portal')?.value;
    // The API has to be https (RFC 8908 §4.1); RFC 8910 §2 has a value that says that there is no portal.
    if (announced === undefined || !announced.startsWith('https://') || !URL.canParse(announced)) return { outcome: 'none' };
    return { ...(await ask(portalApi.of({ url: new URL(announced).href, ...(ca === undefined ? {} : { ca }) })) ?? { outcome: 'unreachable' }), api: shownUrl(announced) };
  },
  exhibit: (value) => value,
});
