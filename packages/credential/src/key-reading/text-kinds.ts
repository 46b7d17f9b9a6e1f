/** What stands where a key belongs, in words; the names are those of `TextKind`. */
export const textKinds = {
  en: {
    empty: 'Nothing stands there',
    placeholder: 'It is a placeholder from an example',
    'variable-reference': 'It is a reference to a variable that nobody resolved',
    'variable-name': 'It is the name of a variable instead of its value',
    masked: 'It is a key that was shortened for display',
    command: 'It is a command that nobody ran',
    json: 'It is a JSON document',
    pem: 'It is a PEM block',
    'base64-of-key': 'It is the base64 form of a key, as Kubernetes secrets hold it',
    url: 'It is a URL',
    'e-mail': 'It is an e-mail address',
  },
  'zh-CN': {
    empty: '此处没有内容',
    placeholder: '它是示例中的占位符',
    'variable-reference': '它是未被展开的变量引用',
    'variable-name': '它是变量名，而不是变量的值',
    masked: '它是为显示而打码的密钥',
    command: '它是未被执行的命令',
    json: '它是一段 JSON',
    pem: '它是一段 PEM',
    'base64-of-key': '它是密钥的 base64 形式，即 Kubernetes Secret 中的写法',
    url: '它是一个网址',
    'e-mail': '它是一个邮箱地址',
  },
} as const;
