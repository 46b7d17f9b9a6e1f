export { readBounded, type UnreadableFile } from './read-bounded.ts';
export { readTextFile } from './read-text-file.ts';
export { unwritableFile, writeNamedFile, writePrivateFile } from './write-named-file.ts';
export { writeWhole, type WriteOptions, type WriteStep } from './write-whole.ts';
