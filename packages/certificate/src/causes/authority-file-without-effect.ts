import { defineCause, defineRemedy, type Cause, type Remedy } from '@culprit/core';
import { suspectedInput } from '../endpoint-input.ts';
import { authorityVariables, type NamedAuthorities } from '../facts/authority-variables.ts';
import { certificatePath } from '../facts/path.ts';
import { issuerControls } from '../issuer-control.ts';

/** For a file that would do, were it named to this program. */
const nameAuthorities: Remedy = defineRemedy({
  id: 'certificate/name-authorities',
  audience: 'you',
  docs: 'https://nodejs.org/api/cli.html#node_extra_ca_certsfile',
  applies: ({ fault }) => fault === 'other-program' || fault === 'read-at-start',
  text: {
    en: { title: 'Start the program with NODE_EXTRA_CA_CERTS={path}', steps: ['Node reads it once, when it starts: set NODE_EXTRA_CA_CERTS={path} where the program is started (shell, unit, compose file) and start it anew.'] },
    'zh-CN': { title: '以 NODE_EXTRA_CA_CERTS={path} 启动程序', steps: ['Node 只在启动时读取一次：请在启动程序的地方（shell、systemd 单元、compose 文件）设置 NODE_EXTRA_CA_CERTS={path}，并重新启动。'] },
  },
  trial: {
    facts: ({ suspicion, params }) => {
      const input = suspectedInput(suspicion);
      return { path: certificatePath.of({ ...input, route: { ...input.route, ca: String(params['path']) } }) };
    },
    works: ({ facts: { path } }) => (path === undefined ? undefined : path.outcome === 'trusted'),
  },
});

const rewriteAuthorities: Remedy = defineRemedy({
  id: 'certificate/rewrite-authority-file',
  audience: 'you',
  applies: ({ fault }) => fault === 'wrong-form' || fault === 'damaged',
  text: {
    en: { title: 'Write {path} as PEM', steps: ['culprit certificate convert {path} --to pem --output authorities.pem, then {variable}=authorities.pem with its full path. Start the program anew: Node reads it once.'] },
    'zh-CN': { title: '将 {path} 改写为 PEM', steps: ['culprit certificate convert {path} --to pem --output authorities.pem，再把 {variable} 设为该文件的完整路径。请重新启动程序：Node 只在启动时读取一次。'] },
  },
  trial: {
    facts: ({ suspicion }) => ({ named: authorityVariables.of(suspectedInput(suspicion)) }),
    works: ({ params, facts: { named } }) => named?.files.some(({ variable, relation }) => variable === params['variable'] && relation === 'completes'),
  },
});

const correctAuthorities: Remedy = defineRemedy({
  id: 'certificate/correct-authority-file',
  audience: 'you',
  applies: ({ fault }) => fault === 'unusable' || fault === 'not-a-root',
  text: {
    en: { title: 'Let {variable} name a PEM file that holds the root', steps: ['Get the root certificate from whoever runs the authority, over a way that you trust; write it as PEM where {variable} points, with the full path, readable by the program\'s user. See that it suffices: culprit --ca root.pem with the same target.'] },
    'zh-CN': { title: '让 {variable} 指向包含根证书的 PEM 文件', steps: ['通过可信的途径向 CA 的管理者索取根证书，以 PEM 格式放到 {variable} 所指的位置；请使用完整路径，并确保程序的运行用户可读。确认是否足够：对同一目标运行 culprit --ca root.pem。'] },
  },
});

/** NODE_EXTRA_CA_CERTS or a variable of another program was meant to have this authority trusted, and does not. */
export const authorityFileWithoutEffect: Cause = defineCause({
  id: 'certificate/authority-file-without-effect',
  owner: 'machine',
  layer: 'identity',
  order: 20,
  scope: 'endpoint',
  text: {
    en: {
      title: 'What {variable} names does not make this program trust the server',
      about: 'Somebody gave this machine an authority to trust. Node passes over a file that it can\'t use and says so only once, in a warning when it starts; variables of other programs it does not read at all.',
      confirmed: {
        'other-program': '{path} holds the root {root}, to which the chain leads. {variable} is for other programs: Node reads NODE_EXTRA_CA_CERTS alone',
        'read-at-start': '{path} holds the root {root}, to which the chain leads. Node reads the file once, when the program starts, and it was not there or not so then',
        'wrong-form': '{path} holds the root {root}, to which the chain leads, as {form}. Node reads PEM alone',
        damaged: '{path} holds the root {root}, to which the chain leads, behind a block that can\'t be read. Node ends there',
        'not-a-root': '{path} holds {root}, a part of the chain. Node trusts a chain only to its end, the root, which is not in the file',
        unusable: '{variable} names {path}, which can\'t be used ({state})',
      },
      ruledOut: {
        'not-set': 'No variable names authorities of its own',
        stranger: 'What {variable} names can be read and holds nothing of this chain',
        trusted: 'A path to a trusted root was found',
        incomplete: 'The chain leads to a trusted root once an intermediate certificate is added',
      },
      open: { 'not-read': 'What the variables name could not be examined' },
    },
    'zh-CN': {
      title: '{variable} 所指的文件未能让程序信任该服务器',
      about: '有人为本机指定了要信任的 CA。Node 遇到无法使用的文件会直接跳过，只在启动时警告一次；其他程序的变量则根本不读。',
      confirmed: {
        'other-program': '{path} 中有证书链所通向的根证书 {root}，但 {variable} 是给其他程序用的：Node 只读取 NODE_EXTRA_CA_CERTS',
        'read-at-start': '{path} 中有证书链所通向的根证书 {root}，但 Node 只在程序启动时读取一次，而当时文件不存在或内容不同',
        'wrong-form': '{path} 中有证书链所通向的根证书 {root}，但格式为 {form}，而 Node 只读取 PEM',
        damaged: '{path} 中有证书链所通向的根证书 {root}，但位于一段无法解析的内容之后，Node 读到那里就停止了',
        'not-a-root': '{path} 中只有证书链中的 {root}。Node 要求信任到链的末端，即根证书，而文件中没有它',
        unusable: '{variable} 指向 {path}，但无法使用（{state}）',
      },
      ruledOut: {
        'not-set': '没有环境变量指定额外的 CA',
        stranger: '{variable} 所指的文件可以读取，但其中没有与此证书链有关的证书',
        trusted: '已找到通向受信任根证书的路径',
        incomplete: '补上中间证书后，证书链可通向受信任的根证书',
      },
      open: { 'not-read': '无法检查环境变量所指的文件' },
    },
  },
  suspectedBy: ['certificate/trust#unknown-issuer', 'certificate/trust#self-signed'],
  // Whoever has the root in a file does not need to be told that nobody has it.
  supersedes: ({ id }) => id === 'certificate/unknown-root' || id === 'certificate/self-signed',
  controls: (suspicion) => ({ named: authorityVariables.of(suspectedInput(suspicion)), path: issuerControls(suspicion).path, aia: issuerControls(suspicion).aia }),
  judge: ({ facts: { named, path, aia }, confirmed, ruledOut, open }) => {
    if (named === undefined || path === undefined || path.outcome === 'unreadable') return open('not-read', {}, []);
    if (path.outcome === 'trusted') return ruledOut('trusted', {}, ['path']);
    if (aia?.outcome === 'completes') return ruledOut('incomplete', {}, ['aia']);
    const [first] = named.files;
    if (first === undefined) return ruledOut('not-set', {}, ['named']);
    const best = ranked.map((fits) => named.files.find(fits)).find((file) => file !== undefined);
    if (best === undefined) return ruledOut('stranger', { variable: first.variable }, ['named']);
    const { variable, path: file, root = '', state, code } = best;
    const params = (fault: string): { readonly variable: string; readonly path: string; readonly root: string; readonly fault: string } => ({ variable, path: file, root, fault });
    const own = isOwn(best);
    // An issuer that could not be had might lead elsewhere, to a root that is trusted.
    const sure = path.reason === 'self-signed' || aia?.outcome === 'no-location' || aia?.outcome === 'no-path' ? 'certain' : 'likely';
    if (best.relation === 'not-a-root') return confirmed('not-a-root', params('not-a-root'), ['path', 'named'], sure);
    if (best.relation !== 'completes') return confirmed('unusable', { ...params('unusable'), state: code === undefined ? state : `${state}, ${code}` }, ['path', 'named'], 'likely');
    if (state === 'damaged') return confirmed('damaged', params('damaged'), ['path', 'named'], sure);
    if (state !== 'read') return confirmed('wrong-form', { ...params('wrong-form'), form: state === 'pkcs7' ? 'PKCS #7' : 'DER' }, ['path', 'named'], sure);
    return own ? confirmed('read-at-start', params('read-at-start'), ['path', 'named'], sure) : confirmed('other-program', params('other-program'), ['path', 'named'], sure);
  },
  remedies: [nameAuthorities, rewriteAuthorities, correctAuthorities],
});

const isOwn = ({ variable }: NamedAuthorities): boolean => variable === 'NODE_EXTRA_CA_CERTS';
const readable: ReadonlySet<string> = new Set(['read', 'der', 'pkcs7']);

/** Which of several files tells the most: the proof before the ground; other programs' variables only where they prove something. */
const ranked: readonly ((file: NamedAuthorities) => boolean)[] = [
  (file) => isOwn(file) && file.relation === 'completes',
  (file) => file.state === 'read' && file.relation === 'completes',
  (file) => isOwn(file) && file.relation === 'not-a-root',
  (file) => isOwn(file) && !readable.has(file.state),
];
