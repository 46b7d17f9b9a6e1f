import { defineOptions, defineTarget, parseDuration, ToolError, type StandardSchemaV1, type TargetKind } from '@culprit/core';
import { decoded } from './base-url.ts';

export type ModelCopy = {
  /** Path of the folder. */
  readonly folder: string;
  /** How old the last good synchronisation may be, in milliseconds. */
  readonly maxAge: number;
};

const defaultMaxAge = 2 * 86_400_000;

/** A folder that `culprit mirror sync` fills. Reads `model-copy:///srv/models/name?max-age=36h`. */
export const modelCopy: TargetKind<ModelCopy> = defineTarget({
  kind: 'model-copy',
  text: { en: 'A folder with a repository of models, kept for offline use', 'zh-CN': '供离线使用的模型仓库副本（文件夹）' },
  schema: defineOptions({
    folder: { type: 'string', required: true, text: { en: 'Path of the folder', 'zh-CN': '文件夹路径' } },
    maxAge: { type: 'duration', default: defaultMaxAge, min: 1, text: { en: 'How old the last good synchronisation may be; default 2d', 'zh-CN': '最近一次成功同步允许的最长间隔，默认 2d' } },
  }) as unknown as StandardSchemaV1<unknown, ModelCopy>,
  schemes: ['model-copy'],
  rows: 'checks',
  label: ({ folder }) => folder,
  read: (text) => {
    const [, path, query = ''] = /^model-copy:\/\/([^?]+)(?:\?(.*))?$/is.exec(text) ?? [];
    if (!/^model-copy:\/\//i.test(text)) return undefined;
    const given = new URLSearchParams(query).get('max-age');
    const maxAge = given === null ? defaultMaxAge : parseDuration(given);
    if (path === undefined || maxAge === undefined) {
      throw new ToolError('TARGET_INVALID', { en: 'A copy is written model-copy:///srv/models/name?max-age=36h', 'zh-CN': '副本写作 model-copy:///srv/models/名称?max-age=36h' });
    }
    return { folder: decoded(path), maxAge };
  },
});
