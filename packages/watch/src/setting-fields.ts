import type { OptionField, OptionFields } from '@culprit/core';

// The fields of everything that a person writes about watching, as data: validation, documentation and forms read them.

const percent = (en: string, chinese: string): OptionField & { readonly type: 'number' } => ({ type: 'number', min: 0, max: 100, text: { en, 'zh-CN': chinese } });
const id: OptionField = { type: 'string', required: true, pattern: '^[\\w.-]{1,100}$', text: { en: 'Its name, in letters, digits, dots and dashes', 'zh-CN': '名称，由字母、数字、点和短横线组成' } };
const severity: OptionField = { type: 'enum', values: ['minor', 'major', 'critical'], text: { en: 'How bad its incidents are; default: major', 'zh-CN': '事件的严重程度，默认 major' } };
const window: OptionField = { type: 'duration', min: 60_000, max: 86_400_000, default: 900_000, text: { en: 'The span that is looked at', 'zh-CN': '统计窗口' } };
const minimum: OptionField = { type: 'integer', min: 1, default: 20, text: { en: 'Fewer samples than this say nothing', 'zh-CN': '样本少于此数时不作判断' } };
const share = {
  over: { ...percent('An incident begins above this share, in percent', '占比（%）超过此值时触发事件'), default: 5 },
  clearBelow: { ...percent('It ends below this share, in percent', '占比（%）低于此值时恢复'), default: 3 },
  window, minimum,
} as const satisfies OptionFields;

export type RuleType = 'consecutive' | 'm-of-n' | 'rate' | 'latency' | 'certificate';

export const ruleFields: { readonly [T in RuleType]: OptionFields } = {
  consecutive: {
    id, severity,
    failures: { type: 'integer', min: 1, max: 100, default: 1, text: { en: 'Down so many times in a row', 'zh-CN': '连续失败次数' } },
    recoveries: { type: 'integer', min: 1, max: 100, default: 1, text: { en: 'Up so many times in a row ends it', 'zh-CN': '连续成功此次数后恢复' } },
  },
  'm-of-n': {
    id, severity,
    failures: { type: 'integer', min: 1, max: 100, required: true, text: { en: 'Down so many times', 'zh-CN': '失败次数' } },
    of: { type: 'integer', min: 1, max: 100, required: true, text: { en: 'of the last so many looks that said anything', 'zh-CN': '最近多少次有结论的检查' } },
  },
  rate: { id, severity, measure: { type: 'enum', values: ['checks', 'log-ins'], default: 'checks', text: { en: 'What is counted', 'zh-CN': '统计对象' } }, ...share },
  latency: { id, severity, slowerThan: { type: 'duration', min: 1, required: true, text: { en: 'A look that takes longer is slow', 'zh-CN': '耗时超过此值的检查视为慢' } }, ...share, over: { ...share.over, default: 50 }, clearBelow: { ...share.clearBelow, default: 40 } },
  certificate: { id, severity, days: { type: 'integer', min: 0, max: 3650, default: 14, text: { en: 'Fewer days left than this', 'zh-CN': '剩余天数少于此值' } } },
};

export const defaultFields: OptionFields = {
  interval: { type: 'duration', min: 1_000, max: 86_400_000, text: { en: 'How often a target is examined; default: 1m', 'zh-CN': '检查间隔，默认 1m' } },
  jitter: { type: 'duration', max: 3_600_000, text: { en: 'By how much a look may come later; default: 0s', 'zh-CN': '每次检查最多可推迟多久，默认 0s' } },
  timeout: { type: 'duration', min: 100, max: 600_000, text: { en: 'How long a look may take; default: 30s', 'zh-CN': '单次检查的时限，默认 30s' } },
  retries: { type: 'integer', min: 0, max: 10, text: { en: 'How often a failure is looked at again before it counts; default: 1', 'zh-CN': '判定失败前的重试次数，默认 1' } },
  retryDelay: { type: 'duration', max: 600_000, text: { en: 'How long to wait before that; default: 3s', 'zh-CN': '重试前的等待时间，默认 3s' } },
};

export const watchFields: OptionFields = {
  concurrency: { type: 'integer', min: 1, max: 1_024, text: { en: 'Looks at the same time; default: 64', 'zh-CN': '同时进行的检查数，默认 64' } },
};

export const flappingFields: OptionFields = {
  span: { type: 'duration', min: 60_000, text: { en: 'What comes back within this span is the same incident; default: 30m', 'zh-CN': '在此时间内再次出现的视为同一事件，默认 30m' } },
  returns: { type: 'integer', min: 1, text: { en: 'Coming back so often, it is told once more and then not until it stays; default: 3', 'zh-CN': '反复达到此次数后只再通知一次，直到状态稳定，默认 3' } },
};

const kept = (en: string, chinese: string): OptionField => ({ type: 'duration', min: 3_600_000, text: { en: `How long ${en} are kept`, 'zh-CN': `${chinese}的保留时间` } });

export const retentionFields: OptionFields = {
  results: kept('single looks', '单次检查结果'), reports: kept('reports', '报告'), minutes: kept('minutes', '分钟汇总'), hours: kept('hours', '小时汇总'), days: kept('days', '每日汇总'),
  incidents: kept('ended incidents', '已结束的事件'),
};

const clock = '^([01]\\d|2[0-3]):[0-5]\\d$';

/** Hours that come every week. */
export const weeklyFields: OptionFields = {
  days: { type: 'list', items: { type: 'integer', min: 1, max: 7 }, text: { en: 'Days of the week, 1 is Monday; default: all', 'zh-CN': '星期几，1 为周一；默认每天' } },
  begin: { type: 'string', pattern: clock, text: { en: 'Begin, HH:MM', 'zh-CN': '开始时间，HH:MM' } },
  end: { type: 'string', pattern: clock, text: { en: 'End, HH:MM; before the begin: on the next day', 'zh-CN': '结束时间，HH:MM；早于开始时间表示次日' } },
  timeZone: { type: 'string', text: { en: 'Time zone, such as Asia/Shanghai; default: UTC', 'zh-CN': '时区，例如 Asia/Shanghai；默认 UTC' } },
};

export const hoursFields: OptionFields = {
  ...weeklyFields,
  from: { type: 'string', text: { en: 'A moment in ISO 8601, for a single span', 'zh-CN': 'ISO 8601 时间，用于单个时段' } },
  to: { type: 'string', text: { en: 'The moment when it ends', 'zh-CN': '结束时间' } },
};

export const maintenanceFields: OptionFields = { id, title: { type: 'string', text: { en: 'What is done', 'zh-CN': '维护内容' } } };

export const channelFields: OptionFields = {
  name: id,
  language: { type: 'enum', values: ['en', 'zh-CN'], text: { en: 'Language of its messages; default: en', 'zh-CN': '消息语言，默认 en' } },
  atLeast: { type: 'enum', values: ['minor', 'major', 'critical'], text: { en: 'Only incidents at least this bad', 'zh-CN': '仅通知不低于此严重程度的事件' } },
  quietForCritical: { type: 'boolean', text: { en: 'Whether critical messages wait for the end of the quiet hours too', 'zh-CN': '严重（critical）消息是否也等到免打扰时段结束' } },
};

export const heartbeatFields: OptionFields = {
  id, name: { type: 'string', text: { en: 'What you call it', 'zh-CN': '显示名称' } },
  interval: { type: 'duration', min: 1_000, required: true, text: { en: 'How often it should be heard of', 'zh-CN': '应多久收到一次' } },
  grace: { type: 'duration', text: { en: 'By how much it may be late; default: a tenth of the interval, at least 1m', 'zh-CN': '允许的延迟，默认为间隔的十分之一，至少 1m' } },
  tags: { type: 'list', items: { type: 'string' }, text: { en: 'Words to select it by', 'zh-CN': '用于筛选的标签' } },
};
