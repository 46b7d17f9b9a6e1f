import { defineCheck, defineRemedy, type Check, type Remedy } from '@culprit/core';
import { hostSystem } from '../facts/host-system.ts';
import { machine } from '../targets/machine.ts';

const installAuthorities: Remedy = defineRemedy({
  id: 'network/install-authorities',
  audience: 'you',
  text: {
    en: {
      title: 'Install the package ca-certificates',
      steps: [
        'Debian, Ubuntu: apt-get install -y ca-certificates. Alpine: apk add ca-certificates. Fedora, RHEL: dnf install -y ca-certificates.',
        'In a Dockerfile from scratch: COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
      ],
    },
    'zh-CN': {
      title: '安装 ca-certificates 软件包',
      steps: [
        '在 Debian、Ubuntu 上执行 apt-get install -y ca-certificates；在 Alpine 上执行 apk add ca-certificates；在 Fedora、RHEL 上执行 dnf install -y ca-certificates。',
        '基于 scratch 的 Dockerfile：COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
      ],
    },
  },
});

const raiseLimit: Remedy = defineRemedy({
  id: 'network/raise-file-limit',
  audience: 'you',
  text: {
    en: { title: 'Raise the limit of open files', steps: ['For a shell: ulimit -n 4096. For a service: LimitNOFILE=65536 in its systemd unit. For a container: docker run --ulimit nofile=65536'] },
    'zh-CN': { title: '提高打开文件数的上限', steps: ['当前 shell：ulimit -n 4096。服务：在 systemd 单元中设置 LimitNOFILE=65536。容器：docker run --ulimit nofile=65536'] },
  },
});

/** Below this a program that downloads side by side runs out of sockets; 1,024 is the usual soft limit of Linux. */
const fewestFiles = 256;

/** What this process runs in, and whether it has what programs need there. */
export const hostSystemCheck: Check = defineCheck({
  id: 'network/host-system',
  layer: 'machine',
  target: machine,
  findings: {
    plain: { outcome: 'pass' },
    contained: { outcome: 'pass' },
    'no-authorities': { outcome: 'fail', severity: 'major', owner: 'machine', remedy: installAuthorities },
    'few-files': { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: raiseLimit },
  },
  text: {
    en: {
      title: 'System',
      why: 'A container has authorities, a resolver and limits of its own, unlike those of the machine around it.',
      findings: {
        plain: 'No container; {authorities}',
        contained: 'In {container}: its authorities, resolver and limits are its own, its clock is the host\'s; {authorities}',
        'no-authorities': 'This system has no bundle of authorities: curl, git, Python and Go trust nobody here. Node.js brings its own',
        'few-files': 'This process may have {limit} files and sockets open at once: programs that connect often run out of them',
      },
    },
    'zh-CN': {
      title: '系统',
      why: '容器有自己的 CA、解析器和限制，与外面的主机不同。',
      findings: {
        plain: '不在容器中；{authorities}',
        contained: '运行在 {container} 中：CA、解析器和限制都是它自己的，时钟则与宿主机相同；{authorities}',
        'no-authorities': '系统中没有 CA 证书：curl、git、Python 和 Go 在这里谁也不信任；Node.js 自带 CA，不受影响',
        'few-files': '本进程最多只能同时打开 {limit} 个文件和套接字：连接较多的程序会不够用',
      },
    },
  },
  needs: () => ({ system: hostSystem.of({}) }),
  evaluate: ({ facts: { system }, conclude }) => {
    const faults = [
      ...(system.platform === 'linux' && system.authorities === undefined ? [conclude('no-authorities')] : []),
      ...(system.openFiles !== undefined && system.openFiles < fewestFiles ? [conclude('few-files', { limit: system.openFiles })] : []),
    ];
    if (faults.length > 0) return faults;
    const authorities = system.authorities ?? system.platform;
    const container = system.container ?? (system.wsl ? 'WSL' : undefined);
    return container === undefined ? conclude('plain', { authorities }) : conclude('contained', { container, authorities });
  },
});
