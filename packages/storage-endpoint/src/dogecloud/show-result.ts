import { ask, neutralise, type CommandContext, type Locale } from '@culprit/core';
import { textOption } from '@culprit/core/commands';
import { dogecloudChange } from '../facts/dogecloud-change.ts';
import { dogecloudReading } from '../facts/dogecloud-reading.ts';
import type { DogeCloudCall, DogeCloudResult } from './carry-out.ts';
import { keysOf } from './command-options.ts';

type Asked<Call> = Call extends DogeCloudCall ? Omit<Call, 'accessKey' | 'secretKey' | 'endpoint'> : never;
type Change = Extract<DogeCloudCall, { readonly call: 'upload' | 'bind' | 'delete' | 'refresh' }>;

/** Makes a call with the keys and the endpoint of the command. `undefined`: it did not end in time. */
export async function callApi(context: CommandContext, asked: Asked<DogeCloudCall>): Promise<DogeCloudResult | undefined> {
  const endpoint = textOption(context.options, 'endpoint');
  const input = { ...keysOf(context), ...(endpoint === undefined ? {} : { endpoint }), ...asked } as DogeCloudCall;
  const options = { signal: context.signal, timeoutMs: Number(context.options['timeout']), ...(context.config?.secrets === undefined ? {} : { secrets: context.config.secrets }) };
  if (isChange(input)) return (await ask({ result: dogecloudChange.of(input) }, { ...options, allow: ['observe', 'modify'] })).values.result;
  return (await ask({ result: dogecloudReading.of(input) }, options)).values.result;
}

const isChange = (call: DogeCloudCall): call is Change => call.call === 'upload' || call.call === 'bind' || call.call === 'delete' || call.call === 'refresh';

/** Writes the result, as `human` says where it is well, and resolves to the exit code. */
export function showResult<Result extends DogeCloudResult>({ io, locale, options }: CommandContext, result: Result | undefined, human: (result: Extract<Result, { readonly outcome: 'ok' }>) => string): number {
  if (result !== undefined && result.outcome === 'ok') {
    io.stdout(options['format'] === 'json' ? `${JSON.stringify(result, undefined, 2)}\n` : human(result as Extract<Result, { readonly outcome: 'ok' }>));
    return 0;
  }
  if (options['format'] === 'json') io.stdout(`${JSON.stringify(result ?? { outcome: 'timed-out' }, undefined, 2)}\n`);
  io.stderr(`culprit: ${neutralise(problemOf(result, locale))}\n`);
  return 1;
}

function problemOf(result: DogeCloudResult | undefined, locale: Locale): string {
  const english = locale === 'en';
  switch (result?.outcome) {
    case 'refused':
      return `${english ? `DogeCloud refused: ${result.code} ${result.message}.` : `多吉云拒绝了请求：${result.code} ${result.message}。`}${result.code === '403' ? english ? ' To find out why: culprit dogecloud://api.dogecloud.com. The clock is not it: no time is signed.' : '查明原因：culprit dogecloud://api.dogecloud.com。与时钟无关：签名不含时间。' : ''}`;
    case 'refused-here': {
      const faults = result.judgement.outcome === 'unfit' ? result.judgement.faults.map(({ fault, detail }) => (detail === undefined ? fault : `${fault} (${detail})`)).join(', ') : '';
      return english ? `Not sent: the certificate or its key is not fit: ${faults}. More: culprit certificate verify <file> --key <file>` : `未发送：证书或私钥不可用：${faults}。详情：culprit certificate verify <文件> --key <文件>`;
    }
    case 'unexpected': return english ? `The reply is not as documented (${result.at ?? result.why}, HTTP ${result.status}): whether it was carried out can't be told.` : `响应与文档不符（${result.at ?? result.why}，HTTP ${result.status}），无法判断是否已执行。`;
    case 'failed': return english ? `No reply: ${result.code}.` : `没有响应：${result.code}。`;
    case 'too-large': return english ? 'The reply is larger than 1 MiB.' : '响应超过 1 MiB。';
    default: return english ? 'No reply in time.' : '未在时限内收到响应。';
  }
}
