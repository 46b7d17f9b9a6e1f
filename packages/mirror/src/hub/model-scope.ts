import { members } from './document.ts';
import type { Hub, ListedFile } from './hub.ts';

/** modelscope/hub/api.py: every answer stands in an envelope `{ Code, Success, Message, Data }`; files are listed with their SHA-256. */
export const modelScope: Hub = {
  title: 'ModelScope',
  endpoint: 'https://www.modelscope.cn',
  own: /(?:^|\.)modelscope\.(?:cn|ai)$/i,
  revision: 'master',
  tokenVariable: 'MODELSCOPE_API_TOKEN',
  known: 'Qwen/Qwen2.5-0.5B-Instruct',
  control: (repository) => `/api/v1/models/${repository}`,
  listing: (repository, revision, recursive) => `/api/v1/models/${repository}/repo/files?${new URLSearchParams({ Revision: revision, ...(recursive ? { Recursive: 'True' } : {}) }).toString()}`,
  file: (repository, revision, path) => `/api/v1/models/${repository}/repo?${new URLSearchParams({ Revision: revision, FilePath: path }).toString()}`,
  needed: [],
  isEntry: (document) => members(document)['Success'] === true && members(document)['Data'] !== undefined,
  files(document) {
    const listed = members(members(document)['Data'])['Files'];
    if (!Array.isArray(listed)) return undefined;
    return listed.map(members).flatMap((entry): readonly ListedFile[] => {
      const { Type: type, Path: path, Size: size, Sha256: sha256, IsLFS: large } = entry;
      if (type === 'tree' || typeof path !== 'string') return [];
      return [{
        path, large: large === true, ...(typeof size === 'number' ? { size } : {}),
        ...(typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) ? { sha256 } : {}),
      }];
    });
  },
};
