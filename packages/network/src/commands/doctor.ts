import { defineCommand, ToolError, type Command } from '@culprit/core';
import { conduct, depthOptions, reportOptions } from '@culprit/core/examination';
import { machine } from '../targets/machine.ts';

/** `culprit doctor`: examines this machine by whatever checks of machines are installed. */
export const doctor: Command = defineCommand({
  name: 'doctor',
  text: {
    en: { summary: 'Look for what is wrong with this machine\'s own settings: authorities, mirrors, misspelled variables, clock' },
    'zh-CN': { summary: '检查本机自身的设置：CA、镜像、拼错的变量、时钟等' },
  },
  options: { ...reportOptions, ...depthOptions },
  run: async (context) => {
    if (context.positionals.length > 0) {
      throw new ToolError('USAGE_INVALID', {
        en: `culprit doctor looks at this machine and takes no target. To examine one: culprit ${context.positionals[0] ?? ''}`,
        'zh-CN': `culprit doctor 检查的是本机，不接受目标。若要检查目标，请写：culprit ${context.positionals[0] ?? ''}`,
      });
    }
    return conduct(context, [machine.of({})]);
  },
});
