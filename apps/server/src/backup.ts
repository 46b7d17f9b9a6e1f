import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { ToolError } from '@culprit/core';
import { openSqliteStore } from '@culprit/watch';
import { inFolder, onDisk, takeFolder } from './data-folder.ts';

const wrong = (en: string, zh: string): ToolError => new ToolError('FILE_UNREADABLE', { en, 'zh-CN': zh });

/** Copies the database while the server runs, and the key that second factors are sealed with beside it. Returns what was written. */
export async function backUp(folder: string, file: string): Promise<readonly string[]> {
  const { database, key } = inFolder(folder);
  const target = resolve(file);
  if (!existsSync(database)) throw wrong(`There is no database in ${folder}. Name the folder of the server with --data.`, `${folder} 中没有数据库。请用 --data 指定服务器的数据目录。`);
  for (const one of [target, `${target}.key`]) if (existsSync(one)) throw wrong(`${one} is there already; a backup writes over nothing.`, `${one} 已存在，备份不会覆盖任何文件。`);
  const store = await onDisk(database, () => openSqliteStore({ path: database, busyTimeoutMs: 5_000 }));
  try {
    await onDisk(target, () => store.backup(target));
  } finally {
    await store.close();
  }
  chmodSync(target, 0o600);
  if (!existsSync(key)) return [target];
  copyFileSync(key, `${target}.key`);
  chmodSync(`${target}.key`, 0o600);
  return [target, `${target}.key`];
}

/** Puts a backup in place of what is there, which is kept beside it. Refused while a server runs. Returns where the former database is. */
export function restore(folder: string, file: string): string | undefined {
  const source = resolve(file);
  if (!existsSync(source)) throw wrong(`There is no file ${source}.`, `文件 ${source} 不存在。`);
  requireWhole(source);
  const giveBack = takeFolder(folder);
  try {
    const { database, key } = inFolder(folder);
    const aside = `${database}.before-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
    const had = existsSync(database);
    // Copied first: where the disk is full, what was there is still there.
    copyFileSync(source, `${database}.new`);
    chmodSync(`${database}.new`, 0o600);
    for (const suffix of ['', '-wal', '-shm']) if (existsSync(`${database}${suffix}`)) renameSync(`${database}${suffix}`, `${aside}${suffix}`);
    renameSync(`${database}.new`, database);
    if (existsSync(`${source}.key`)) {
      if (existsSync(key)) renameSync(key, `${aside}.key`);
      copyFileSync(`${source}.key`, key);
      chmodSync(key, 0o600);
    }
    return had ? aside : undefined;
  } finally {
    rmSync(`${inFolder(folder).database}.new`, { force: true });
    giveBack();
  }
}

function requireWhole(file: string): void {
  let said: unknown;
  try {
    // Nobody writes to it: without that word SQLite would put a journal beside it.
    const database = new DatabaseSync(new URL(`${pathToFileURL(file).href}?immutable=1`), { readOnly: true });
    said = database.prepare('PRAGMA quick_check').get()?.['quick_check'];
    database.close();
  } catch (error) {
    said = error instanceof Error ? error.message : error;
  }
  if (said !== 'ok') throw wrong(`${file} is no whole database: ${String(said)}.`, `${file} 不是完整的数据库：${String(said)}。`);
}
