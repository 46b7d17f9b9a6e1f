import { wordsOf } from '../../packages/core/src/reporters/words.ts';

/** The headings of generated pages. */
const own = {
  en: {
    why: 'Why it matters', finds: 'What it can find', finding: 'Finding', outcome: 'Outcome', says: 'It says', layer: 'Layer', owner: 'Who can mend it', target: 'Examines', depth: 'Depth',
    causes: 'What may be behind it', suspected: 'When it is suspected', confirmed: 'What confirms it', ruledOut: 'What rules it out', open: 'What would settle it', remedies: 'What to do',
    printedBy: 'Printed by', looksLike: 'It looks like this', means: 'What it may mean, likeliest first', notThis: 'Not to be confused with', fixedIn: 'Ended by', options: 'Options', option: 'Option', meaning: 'Meaning',
    sections: {
      checks: { title: 'Checks', description: 'Everything that an examination judges.' },
      causes: { title: 'Causes', description: 'The closed list of what can be wrong. A diagnosis names one of these.' },
      errors: { title: 'Error texts', description: 'What programs print, and what it may mean. culprit explain reads all of these.' },
      commands: { title: 'Commands', description: 'The commands of the command line and of the plugins.' },
      storage: { title: 'Object storage', description: 'What each program is to be given for a bucket at each provider.' },
    },
    usage: 'Usage', plugin: 'From', tried: 'is tried before it is shown', by: { you: 'you', operator: 'whoever runs the service' }, errors: 'Texts that may mean this', changes: 'It changes something, and asks before it does.',
    outcomes: { pass: 'in order', fail: 'a fault', inconclusive: 'undecided', 'not-applicable': 'not applicable' }, severity: { critical: 'critical', major: 'major', minor: 'minor' },
    depths: { quick: 'in every look', full: 'with `--depth full`' }, default: 'default', required: 'required',
    storage: {
      about: (program, provider) => `What ${program} is to be given for a bucket at ${provider}, where its requests then go, and whether the certificate fits.`,
      ask: 'Ask for your own values', endpoint: 'Endpoint', region: 'Region', style: 'Address style', host: 'Host that is contacted', certificate: 'Certificate', settings: 'Settings', kind: 'Kind', signatures: 'Signatures',
      styles: { virtual: 'bucket before the host', path: 'bucket in the path' }, fits: 'fits', unfit: 'does not fit', unknown: 'not known here', none: (program, provider) => `${provider} has no endpoint that ${program} can speak to: it speaks another interface.`,
      hosts: 'Hosts of this provider', check: 'The example takes the bucket `example-bucket`. What stands in angle brackets is to be filled in.',
    },
  },
  'zh-CN': {
    why: '为什么重要', finds: '可能得出的结论', finding: '结论', outcome: '性质', says: '说明', layer: '层次', owner: '由谁处理', target: '检查对象', depth: '深度',
    causes: '背后可能的原因', suspected: '何时会怀疑它', confirmed: '确认依据', ruledOut: '排除依据', open: '还需要什么才能判定', remedies: '处理办法',
    printedBy: '输出者', looksLike: '报错原文', means: '可能的含义（最可能的在前）', notThis: '容易混淆但不同的报错', fixedIn: '已修复于', options: '选项', option: '选项', meaning: '含义',
    sections: {
      checks: { title: '检查项', description: '一次检查会判断的所有内容。' },
      causes: { title: '原因', description: '可能出错之处的完整清单，诊断结果必为其中之一。' },
      errors: { title: '报错', description: '各种程序输出的报错及其可能的含义，culprit explain 都能识别。' },
      commands: { title: '命令', description: '命令行自带及各插件提供的命令。' },
      storage: { title: '对象存储', description: '各程序访问各服务商存储桶时应如何配置。' },
    },
    usage: '用法', plugin: '来自', tried: '展示前会先行验证', by: { you: '你', operator: '服务方' }, errors: '可能由它引起的报错', changes: '该命令会修改内容，执行前会先询问。',
    outcomes: { pass: '正常', fail: '故障', inconclusive: '无法判定', 'not-applicable': '不适用' }, severity: { critical: '严重', major: '重要', minor: '轻微' },
    depths: { quick: '每次检查', full: '使用 `--depth full` 时' }, default: '默认', required: '必填',
    storage: {
      about: (program, provider) => `在 ${program} 中使用 ${provider} 的存储桶时应如何配置、请求实际发往哪里、证书是否匹配。`,
      ask: '用你自己的值来查', endpoint: '端点', region: '区域', style: '寻址方式', host: '实际访问的主机', certificate: '证书', settings: '配置', kind: '类型', signatures: '签名方式',
      styles: { virtual: '存储桶名在主机名之前', path: '存储桶名在路径中' }, fits: '匹配', unfit: '不匹配', unknown: '此处未知', none: (program, provider) => `${provider} 没有 ${program} 可用的端点：双方使用的接口不同。`,
      hosts: '该服务商的主机名', check: '示例使用存储桶 `example-bucket`，尖括号中的内容需自行填写。',
    },
  },
};

/** The fixed words of a page: those of the reports, and its own. */
export const wordsFor = (locale) => ({ ...wordsOf(locale), ...own[locale] });
