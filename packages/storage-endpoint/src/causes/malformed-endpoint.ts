import type { Cause } from '@culprit/core';
import { defineEndpointCause, unresolved } from '../endpoint/endpoint-cause.ts';

export const malformedEndpoint: Cause = defineEndpointCause({
  id: 'malformed-endpoint',
  order: 14,
  symptoms: unresolved,
  text: {
    en: {
      title: 'The endpoint {endpoint} can\'t be read by {program}',
      unknown: { endpoint: '', program: 'the program' },
      about: 'A sign that nobody sees, quotes that the shell did not take away, or a colon of an input method are part of the value for a program. The error text shows the value, yet not what is wrong with it.',
      confirmed: {
        quoted: 'Quotes are part of the value: {found}',
        'full-width': 'It holds full-width characters of an input method: {found}',
        'invisible-characters': 'It holds characters that nobody sees: {found}',
        blank: 'It has a blank at an end: {found}',
        'malformed-scheme': 'Its beginning is not https://: {found}',
        'unknown-scheme': 'It begins with neither https:// nor http://: {found}',
        'invalid-host': 'Its host is none: {found}',
        'invalid-port': 'Its port is none: {found}',
      },
      absent: '{program} reads {endpoint} as it is meant',
    },
    'zh-CN': {
      title: '{program} 无法识别端点 {endpoint}',
      unknown: { endpoint: '', program: '程序' },
      about: '不可见字符、未被 shell 去掉的引号或输入法的全角冒号，对程序来说都是值的一部分。报错会显示该值，却看不出哪里有问题。',
      confirmed: {
        quoted: '引号成了值的一部分：{found}',
        'full-width': '含有输入法的全角字符：{found}',
        'invisible-characters': '含有不可见字符：{found}',
        blank: '首尾有空白：{found}',
        'malformed-scheme': '开头不是 https://：{found}',
        'unknown-scheme': '既不以 https:// 也不以 http:// 开头：{found}',
        'invalid-host': '主机名无效：{found}',
        'invalid-port': '端口无效：{found}',
      },
      absent: '{program} 能正确识别 {endpoint}',
    },
  },
});
