import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { wayTo } from '../connection/way.ts';
import { localConnection } from '../facts/local-connection.ts';
import { tcpConnection } from '../facts/tcp-connection.ts';

/** Every socket is an open file: EMFILE (this process, getrlimit(2)) and ENFILE (the whole system). */
export const openFileLimit: Cause = defineCause({
  id: 'network/open-file-limit',
  owner: 'machine',
  layer: 'connection',
  order: 2,
  scope: 'machine',
  suspectedBy: ['network/connection#failed'],
  text: {
    en: {
      title: 'No more files can be opened on this machine ({code})',
      unknown: { code: 'EMFILE or ENFILE' },
      about: 'A connection is an open file as well. Connections that are never closed, or a low limit, use them up; then no target can be reached, whatever its state.',
      confirmed: {
        process: 'This process may open no further file (EMFILE): a connection to itself over loopback fails with {localCode} too',
        system: 'The whole system may open no further file (ENFILE): a connection over loopback fails with {localCode} too',
      },
      ruledOut: { 'other-code': 'The connection failed with {code}', passed: 'Another connection of this process began: the limit was not met again' },
      open: { unsettled: 'Whether other connections of this process begin could not be seen' },
    },
    'zh-CN': {
      title: '本机无法再打开更多文件（{code}）',
      unknown: { code: 'EMFILE 或 ENFILE' },
      about: '每个连接也是一个打开的文件。连接没有关闭，或上限过低，都会把名额用尽；此后无论目标状态如何都无法连接。',
      confirmed: {
        process: '本进程不能再打开文件（EMFILE）：经环回连接自身同样失败（{localCode}）',
        system: '整个系统不能再打开文件（ENFILE）：环回连接同样失败（{localCode}）',
      },
      ruledOut: { 'other-code': '连接失败的原因是 {code}', passed: '本进程的另一个连接可以发起：没有再次碰到上限' },
      open: { unsettled: '未能观察到本进程的其他连接能否发起' },
    },
  },
  controls: (suspicion) => ({ connection: tcpConnection.of(wayTo(suspicion)), local: localConnection.of({}) }),
  judge: ({ facts: { connection, local }, confirmed, ruledOut, open }) => {
    if (connection === undefined || connection.outcome === 'connected') return open('unsettled', {}, []);
    const { code } = connection;
    if (code !== 'EMFILE' && code !== 'ENFILE') return ruledOut('other-code', { code }, ['connection']);
    if (local === undefined) return open('unsettled', {}, ['connection']);
    if (local.outcome === 'connected') return ruledOut('passed', {}, ['local']);
    return confirmed(code === 'EMFILE' ? 'process' : 'system', { code, localCode: local.code }, ['connection', 'local']);
  },
  remedies: [
    defineRemedy({
      id: 'network/raise-open-file-limit',
      audience: 'you',
      text: {
        en: { title: 'Find what keeps files open, then raise the limit', steps: ['Count them: "ls /proc/<pid>/fd | wc -l" on Linux, "lsof -p <pid> | wc -l" on macOS. A number that only grows is a leak: close each connection that is done with.', 'EMFILE: ulimit -n 65536 before the program starts, or LimitNOFILE= in its systemd unit. ENFILE: sysctl fs.file-max.'] },
        'zh-CN': { title: '找出一直占用文件的地方，再提高上限', steps: ['查看数量：Linux 执行“ls /proc/<pid>/fd | wc -l”，macOS 执行“lsof -p <pid> | wc -l”。若数字只增不减，就是泄漏：用完的连接都要关闭。', 'EMFILE：启动程序前执行 ulimit -n 65536，或在 systemd 单元中设置 LimitNOFILE=。ENFILE：调整 sysctl fs.file-max。'] },
      },
    }),
  ],
});
