/** The plugin, and what a program may use of it on its own. */
export { default } from './manifest.ts';
export type { ServiceProfile } from './profile/service-profile.ts';
export type { MirrorState, MirrorVerdict } from './selection/probe-mirror.ts';
export type { MirrorCandidate, MirrorSelection, MirrorSelector, SelectionEvent, SelectorOptions } from './selection/mirror-selector.ts';
export { createMirrorSelector, selectMirror } from './selection/mirror-selector.ts';
export { NoMirrorError } from './selection/no-mirror-error.ts';
export type { CachedMetadata, CachedMetadataOptions, LoadMetadata, MetadataCache } from './cache/cached-metadata.ts';
export { cachedMetadata } from './cache/cached-metadata.ts';
export type { MetadataStore, StoredMetadata } from './cache/metadata-store.ts';
export { createMemoryMetadataStore } from './cache/memory-store.ts';
export { createDiskMetadataStore } from './cache/disk-store.ts';
export type { SyncOptions, SyncPlan, SyncResult } from './sync/sync-repository.ts';
export { syncRepository } from './sync/sync-repository.ts';
export type { SyncFault } from './sync/sync-error.ts';
export { SyncError } from './sync/sync-error.ts';
export type { OpenedBytes, Transfer, TransferJob, WantedFile } from './sync/transfer.ts';
export { createStreamTransfer, TransferError } from './sync/transfer.ts';
export { rangedTransfer } from './sync/ranged-transfer.ts';
