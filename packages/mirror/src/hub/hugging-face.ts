import { members } from './document.ts';
import type { Hub, ListedFile } from './hub.ts';

const encode = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** huggingface_hub: hf_api.py for the paths, file_download.py for the fields that it needs of a HEAD. */
export const huggingFace: Hub = {
  title: 'Hugging Face',
  endpoint: 'https://huggingface.co',
  own: /(?:^|\.)(?:huggingface\.co|hf\.co)$/i,
  revision: 'main',
  tokenVariable: 'HF_TOKEN',
  known: 'openai-community/gpt2',
  control: (repository) => `/api/models/${encode(repository)}`,
  listing: (repository, revision, recursive) => `/api/models/${encode(repository)}/tree/${encodeURIComponent(revision)}${recursive ? '?recursive=true' : ''}`,
  file: (repository, revision, path) => `/${encode(repository)}/resolve/${encodeURIComponent(revision)}/${encode(path)}`,
  needed: [['x-repo-commit'], ['etag', 'x-linked-etag'], ['content-length', 'x-linked-size']],
  isEntry: (document) => ['id', 'modelId', 'siblings'].some((name) => members(document)[name] !== undefined),
  files(document) {
    if (!Array.isArray(document)) return undefined;
    return document.map(members).flatMap((entry): readonly ListedFile[] => {
      const { type, path, size, lfs, oid: blob } = entry;
      if (type === 'directory' || typeof path !== 'string') return [];
      const { oid } = members(lfs);
      const large = lfs !== undefined && lfs !== null;
      return [{
        path, large, ...(!large && typeof blob === 'string' && /^[0-9a-f]{40}$/.test(blob) ? { gitOid: blob } : {}), ...(typeof size === 'number' ? { size } : {}),
        ...(typeof oid === 'string' && /^[0-9a-f]{64}$/.test(oid) ? { sha256: oid } : {}),
      }];
    });
  },
};
