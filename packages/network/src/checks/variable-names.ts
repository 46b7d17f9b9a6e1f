import { defineCheck, defineRemedy, type Check, type Remedy } from '@culprit/core';
import { variableNames } from '../facts/variable-names.ts';
import { machine } from '../targets/machine.ts';

const renameVariable: Remedy = defineRemedy({
  id: 'network/rename-variable',
  audience: 'you',
  text: {
    en: { title: 'Write {intended} instead of {name}', steps: ['Rename it where it is set ({place}), and start the program again. If {name} is a name of your own, nothing is wrong.'] },
    'zh-CN': { title: '把 {name} 改为 {intended}', steps: ['在设置它的地方（{place}）改名，然后重启程序。如果 {name} 本来就是自定义的名称，则无需处理。'] },
  },
});

/** Whether a known variable was misspelled: nobody reads it then, and nobody says so. */
export const variableNamesCheck: Check = defineCheck({
  id: 'network/variable-names',
  layer: 'machine',
  target: machine,
  findings: {
    sound: { outcome: 'pass' },
    'misspelled-variable': { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: renameVariable },
    'misspelled-in-file': { outcome: 'fail', severity: 'minor', owner: 'machine', remedy: renameVariable },
  },
  text: {
    en: {
      title: 'Names of variables',
      why: 'No program complains about a variable that it does not know: a misspelled proxy or mirror is silently not used.',
      findings: {
        sound: 'No known name is misspelled',
        'misspelled-variable': 'The variable {name} is read by no known program; {intended} is',
        'misspelled-in-file': '{place} sets {name}, which no known program reads; {intended} is read',
      },
    },
    'zh-CN': {
      title: '变量名',
      why: '程序不会抱怨自己不认识的变量：拼错的代理或镜像变量只会悄悄失效。',
      findings: {
        sound: '没有发现拼错的变量名',
        'misspelled-variable': '环境变量 {name} 不被任何已知程序读取；应为 {intended}',
        'misspelled-in-file': '{place} 设置了 {name}，它不被任何已知程序读取；应为 {intended}',
      },
    },
  },
  needs: () => ({ names: variableNames.of({}) }),
  evaluate: ({ facts: { names: { misspelled } }, conclude }) => {
    if (misspelled.length === 0) return conclude('sound');
    return misspelled.map(({ name, intended, where }) => conclude(where === '' ? 'misspelled-variable' : 'misspelled-in-file', { name, intended, place: where === '' ? 'environment' : where }));
  },
});
