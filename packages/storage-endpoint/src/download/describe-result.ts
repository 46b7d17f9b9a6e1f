import type { Locale } from '@culprit/core';
import type { ObjectUri } from '../endpoint/read-uri.ts';
import type { PathFault } from '../transfer/safe-paths.ts';
import type { TransferFailure } from '../transfer/transfer.ts';
import type { DownloadResult } from './download.ts';
import { shownBytes } from './reporter.ts';

const faults: { readonly [F in PathFault]: readonly [en: string, zh: string] } = {
  empty: ['has no name', '没有名称'], absolute: ['would be an absolute path', '会成为绝对路径'], parent: ['leads out of the folder', '会跳出目标目录'],
  'empty-segment': ['has an empty part', '含有空的路径段'], 'control-character': ['has a control character in it', '含有控制字符'], 'too-long': ['is too long for a file name', '作为文件名过长'],
  reserved: ['is a name that is taken', '是保留名称'], collision: ['is the same file as another where upper and lower case are one', '在不区分大小写的文件系统上与另一个文件相同'],
  'file-and-folder': ['needs a folder where there is a file', '所需的目录与某个文件同名'],
};
const maxLines = 20;

/** The result in words. */
export function describeResult(result: DownloadResult, uri: ObjectUri, folder: string, locale: Locale): readonly string[] {
  const say = (en: string, zh: string): string => (locale === 'en' ? en : zh);
  const command = `culprit download ${uri.scheme}://${uri.bucket}/${uri.key} ${folder}`;
  switch (result.outcome) {
    case 'not-listed': return [say(`The bucket could not be listed: ${result.status ?? ''} ${result.code}`.replace('  ', ' '), `无法列举存储桶：${result.status ?? ''} ${result.code}`)];
    case 'nothing-found': {
      if (result.listed > 0) return [say(`None of the ${result.listed} objects fits --include and --exclude.`, `${result.listed} 个对象都不符合 --include 和 --exclude。`)];
      const { near } = result;
      const asked = `${uri.scheme}://${uri.bucket}/`;
      return [
        say(`Nothing was fetched: no key in ${uri.bucket} is ${uri.key}, or below it.`, `没有可下载的内容：${uri.bucket} 中没有 ${uri.key}，其下也没有任何对象。`),
        near === undefined ? say('The bucket is empty.', '存储桶是空的。') : say(`What there is in ${asked}${near.within}: ${near.near.map((name) => `${asked}${name}`).join(', ')}`, `${asked}${near.within} 中有：${near.near.map((name) => `${asked}${name}`).join('、')}`),
      ];
    }
    case 'refused': return [
      say('Nothing was fetched: these names may not become files. Leave them out with --exclude.', '没有下载任何内容：以下名称不能作为文件名。可用 --exclude 排除。'),
      ...result.refused.slice(0, maxLines).map(({ path, fault, other }) => `  ${JSON.stringify(path.slice(0, 200))} ${faults[fault][locale === 'en' ? 0 : 1]}${other === undefined ? '' : ` (${JSON.stringify(other.slice(0, 200))})`}`),
      ...more(result.refused.length, say),
    ];
    case 'busy': return [say(`Another download works in ${folder}.`, `另一个下载正在使用 ${folder}。`)];
    case 'no-space': return [say(`${folder} has not enough room for what is missing.`, `${folder} 的剩余空间不足。`)];
    case 'interrupted': {
      if (result.files.length === 0) return [say(`Interrupted before anything was fetched. To begin again, run the same command: ${command} …`, `尚未下载任何内容就已中断。要重新开始，请再次运行同一命令：${command} …`)];
      const done = result.files.filter(({ outcome }) => outcome === 'fetched' || outcome === 'present').length;
      return [say(`Interrupted: ${done} of ${result.files.length} files are there. What was fetched is kept; to go on, run the same command again: ${command} …`, `已中断：${result.files.length} 个文件中已有 ${done} 个。已下载的部分会保留；要继续下载，请再次运行同一命令：${command} …`)];
    }
    default: {
      const failed = result.files.filter(({ outcome }) => outcome === 'failed' || outcome === 'left');
      const fetched = result.files.filter(({ outcome }) => outcome === 'fetched');
      const unverified = fetched.filter(({ verifiedBy }) => verifiedBy === undefined).length;
      const there = result.files.length - failed.length - fetched.length;
      return [
        say(
          `${fetched.length} ${fetched.length === 1 ? 'file' : 'files'} fetched (${shownBytes(result.bytesFetched)}), ${fetched.length - unverified} verified${there === 0 ? '' : `, ${there} already there`}.`,
          `已下载 ${fetched.length} 个文件（${shownBytes(result.bytesFetched)}），其中 ${fetched.length - unverified} 个已校验${there === 0 ? '' : `；${there} 个已存在`}。`,
        ),
        ...(unverified === 0 ? [] : [say(`Not verified: ${unverified}. The store tells no checksum of their bytes; --verify takes a list of SHA-256 digests.`, `未校验：${unverified} 个。存储服务没有给出其内容的校验和；可用 --verify 提供 SHA-256 清单。`)]),
        ...(failed.length === 0 ? [] : [say(`Not fetched: ${failed.length}. To go on, run the same command again: ${command} …`, `未下载：${failed.length} 个。要继续下载，请再次运行同一命令：${command} …`)]),
        ...failed.slice(0, maxLines).map(({ path, failure }) => `  ${JSON.stringify(path.slice(0, 200))} ${failure === undefined ? '' : shownFailure(failure, say)}`.trimEnd()),
        ...more(failed.length, say),
        ...(result.missing.length === 0 ? [] : [say(`In the list of --verify, and not in the bucket: ${result.missing.slice(0, maxLines).map((path) => JSON.stringify(path)).join(', ')}`, `--verify 清单中有，而存储桶中没有：${result.missing.slice(0, maxLines).map((path) => JSON.stringify(path)).join('、')}`)]),
      ];
    }
  }
}

const more = (count: number, say: (en: string, zh: string) => string): readonly string[] => (count <= maxLines ? [] : [say(`  and ${count - maxLines} more`, `  另有 ${count - maxLines} 个`)]);

function shownFailure({ code }: TransferFailure, say: (en: string, zh: string) => string): string {
  switch (code) {
    case 'DIGEST_MISMATCH': return say('came twice with other bytes than its checksum says', '两次下载的内容都与校验和不符');
    case 'KEEPS_CHANGING': return say('is being written while it is read', '在下载过程中不断被改写');
    case 'SIZE_MISMATCH': return say('is not as long as the store says', '长度与存储服务所述不符');
    default: return code;
  }
}
