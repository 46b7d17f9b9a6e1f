import { defineCause, type Cause } from '@culprit/core';
import { isMalformed, nameOf } from '../certificate-summary.ts';
import { suspectedInput } from '../endpoint-input.ts';
import { certificateChain } from '../facts/chain.ts';
import { certificatePath } from '../facts/path.ts';
import { interceptedBy } from '../interception-vendors.ts';
import { trustTheSystemStore } from '../remedies/trust-the-system-store.ts';

/** An administrator installed the root in this machine, and the program goes by a list of its own. */
export const systemStoreNotUsed: Cause = defineCause({
  id: 'certificate/system-store-not-used',
  owner: 'machine',
  layer: 'identity',
  order: 24,
  scope: 'endpoint',
  text: {
    en: {
      title: "This program doesn't look into the certificate store of this machine, which trusts {root}",
      about: 'Browsers, curl and Go go by the store of the system; Node, Python and Java carry a list of their own and have to be told.',
      confirmed: { 'system-accepts': 'The chain leads to {root}, which the store of the system holds and the list of this runtime does not' },
      ruledOut: {
        interception: '{product} opened the connection: its root is installed for that',
        'not-there': 'No path leads to a root of the store of the system',
      },
      open: { 'no-path': 'The chain could not be examined' },
    },
    'zh-CN': {
      title: '程序没有使用本机的证书信任库，而该信任库信任 {root}',
      about: '浏览器、curl 和 Go 使用系统信任库；Node、Python 和 Java 自带列表，需要另行指定。',
      confirmed: { 'system-accepts': '证书链通向 {root}：系统信任库中有它，而当前运行时的列表中没有' },
      ruledOut: {
        interception: '{product} 解密了连接：其根证书正是为此安装的',
        'not-there': '没有通向系统信任库中根证书的路径',
      },
      open: { 'no-path': '无法检查证书链' },
    },
  },
  suspectedBy: ['certificate/trust#system-store-only'],
  controls: (suspicion) => ({ chain: certificateChain.of(suspectedInput(suspicion)), path: certificatePath.of(suspectedInput(suspicion)) }),
  judge: ({ facts: { chain, path }, confirmed, ruledOut, open }) => {
    if (chain === undefined || path === undefined || path.outcome === 'unreadable') return open('no-path', {}, []);
    if (path.outcome === 'untrusted' || path.by !== 'system') return ruledOut('not-there', {}, ['path']);
    const seen = interceptedBy(chain.certificates.flatMap((entry) => (isMalformed(entry) ? [] : [entry])));
    if (seen !== undefined) return ruledOut('interception', { product: seen.product }, ['chain', 'path']);
    return confirmed('system-accepts', { root: nameOf(path.steps.at(-1)?.subject ?? { text: '' }) }, ['path']);
  },
  remedies: [trustTheSystemStore],
});
