import { defineCheck, defineRemedy, type Check, type Remedy } from '@culprit/core';
import { mirrorSettings } from '../facts/mirror-settings.ts';
import { machine } from '../targets/machine.ts';

const writeWholeUrl: Remedy = defineRemedy({
  id: 'network/write-mirror-url',
  audience: 'you',
  text: {
    en: {
      title: 'Write {setting} as a URL: {example}',
      steps: ['It stands at {where}. In a shell: export {setting}=https://the-mirror, with nothing before or after it; in a .env or compose file without quotes. To do without a mirror: unset {setting}.'],
    },
    'zh-CN': {
      title: '把 {setting} 写成完整网址：{example}',
      steps: ['它位于 {where}。在 shell 中：export {setting}=https://镜像地址，前后不要有多余字符；在 .env 或 compose 文件中不要加引号。若不使用镜像：unset {setting}。'],
    },
  },
});

const broken = { outcome: 'fail', severity: 'major', owner: 'machine', remedy: writeWholeUrl } as const;
const doubtful = { ...broken, severity: 'minor' } as const;

/** Whether the mirrors that settings name are URLs at all. */
export const mirrorSettingsCheck: Check = defineCheck({
  id: 'network/mirror-settings',
  layer: 'machine',
  target: machine,
  findings: {
    unset: { outcome: 'pass' },
    sound: { outcome: 'pass' },
    empty: doubtful,
    quoted: broken,
    'invisible-characters': broken,
    'no-scheme': broken,
    'doubled-scheme': broken,
    'unknown-scheme': broken,
    malformed: broken,
    'plain-http': doubtful,
    'slash-unwanted': doubtful,
    'slash-wanted': broken,
  },
  text: {
    en: {
      title: 'Mirrors',
      why: 'A mirror that is not written as its program reads it fails with a text about something else, or is not used at all.',
      findings: {
        unset: 'No setting names a mirror',
        sound: '{setting}: {value}',
        empty: '{setting} is set and empty, which some programs take for an address ({where})',
        quoted: '{setting} has quotes in its value: {value} ({where})',
        'invisible-characters': '{setting} has blanks or invisible characters in its value ({where})',
        'no-scheme': '{setting} has no https:// before its host: {value} ({where})',
        'doubled-scheme': '{setting} has its scheme twice: {value} ({where})',
        'unknown-scheme': '{setting} begins with neither https:// nor http://: {value} ({where})',
        malformed: '{setting} is no URL: {value} ({where})',
        'plain-http': '{setting} leads over plain HTTP: {value} ({where}). What {program} downloads can be changed on the way',
        'slash-unwanted': '{setting} ends in a slash, which older {program} doubles: {value} ({where})',
        'slash-wanted': '{setting} must end in a slash: {program} puts names directly after it: {value} ({where})',
      },
    },
    'zh-CN': {
      title: '镜像',
      why: '镜像地址若写得不合程序的要求，报错往往文不对题，或者根本不会被使用。',
      findings: {
        unset: '没有设置镜像',
        sound: '{setting}：{value}',
        empty: '{setting} 已设置但为空，有些程序会把它当作地址（{where}）',
        quoted: '{setting} 的值带有引号：{value}（{where}）',
        'invisible-characters': '{setting} 的值中有空白或不可见字符（{where}）',
        'no-scheme': '{setting} 的主机名前缺少 https://：{value}（{where}）',
        'doubled-scheme': '{setting} 的协议头重复了：{value}（{where}）',
        'unknown-scheme': '{setting} 既不以 https:// 也不以 http:// 开头：{value}（{where}）',
        malformed: '{setting} 不是有效的网址：{value}（{where}）',
        'plain-http': '{setting} 使用明文 HTTP：{value}（{where}）。{program} 下载的内容可能在途中被篡改',
        'slash-unwanted': '{setting} 以斜杠结尾，旧版 {program} 会拼出双斜杠：{value}（{where}）',
        'slash-wanted': '{setting} 必须以斜杠结尾，{program} 会直接在其后拼接文件名：{value}（{where}）',
      },
    },
  },
  needs: () => ({ mirrors: mirrorSettings.of({}) }),
  evaluate: ({ facts: { mirrors: { settings } }, conclude }) =>
    (settings.length === 0 ? conclude('unset') : settings.map(({ state, setting, program, where, value }) => conclude(state, { setting, program, where, value, example: exampleOf(value, state) }))),
});

/** The value as it should be, where that is plain from what is there. */
function exampleOf(value: string, state: string): string {
  const bare = value.trim().replaceAll(/^["'“”‘’`]+|["'“”‘’`]+$/g, '');
  if (state === 'slash-wanted') return `${bare}/`;
  const rest = bare.split(/:?\/\/+/).at(-1)?.replace(/\/+$/, '') ?? '';
  return /^[\w.-]+(:\d+)?(\/\S*)?$/.test(rest) ? `https://${rest}` : 'https://host/path';
}
