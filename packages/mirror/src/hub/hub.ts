import { huggingFace } from './hugging-face.ts';
import { modelScope } from './model-scope.ts';

export type HubName = 'huggingface' | 'modelscope';

/** One file of a repository, as a listing names it. */
export interface ListedFile {
  readonly path: string;
  readonly size?: number;
  /** In hexadecimal, where the hub tells it. */
  readonly sha256?: string;
  /** The name that git gives the content: SHA-1 of `blob SIZE\0` and the bytes. */
  readonly gitOid?: string;
  /** Kept apart from the repository (Git LFS, Xet): its bytes come from the data plane. */
  readonly large: boolean;
}

/** How a hub is spoken to: its paths, and what its clients need of an answer. Pure data and readers. */
export interface Hub {
  readonly title: string;
  /** Where it is when nobody says otherwise. */
  readonly endpoint: string;
  /** Host names that belong to it: its site, its data plane, its stores. */
  readonly own: RegExp;
  readonly revision: string;
  /** The variable that holds its token. */
  readonly tokenVariable: string;
  /** A public repository that every mirror of it has. */
  readonly known: string;
  control(repository: string): string;
  listing(repository: string, revision: string, recursive: boolean): string;
  file(repository: string, revision: string, path: string): string;
  /** Header fields without which its client does not believe the answer to a HEAD; of each group one is enough. */
  readonly needed: readonly (readonly string[])[];
  /** Whether a body is an entry of this hub. */
  isEntry(document: unknown): boolean;
  /** The files of a page of its listing; `undefined`: it is none. */
  files(document: unknown): readonly ListedFile[] | undefined;
}

export const hubs: { readonly [N in HubName]: Hub } = { huggingface: huggingFace, modelscope: modelScope };

/** Whether a host is the hub's own, rather than a mirror's. */
export const isOwnHost = (hub: HubName, host: string): boolean => hubs[hub].own.test(host);
