import { selfSigned } from '../certificate-authority.ts';
import type { ListedScenario } from '../scenario.ts';
import { situated } from '../workbench.ts';
import { type Chain, issueChain } from './services.ts';

/** A file as an administrator would keep it, with what `compose` puts into it; the root is trusted. */
const kept = (compose: (chain: Chain) => string | Promise<string>, name = 'site.pem') => situated(async (bench) => {
  const chain = await issueChain();
  const ca = await bench.file('lab-root.pem', chain.root.certificate);
  return { target: await bench.file(name, await compose(chain)), given: { route: { ca } } };
});

/** Certificates in files, before a server is started with them. */
export const files: readonly ListedScenario[] = [
  {
    id: 'key-belongs-to-another-certificate', layer: 'identity', rows: ['A6', 'C5'], cause: 'certificate/key-mismatch',
    text: { en: 'The file holds a certificate and the private key of another one', 'zh-CN': '文件中的私钥属于另一张证书' },
    start: kept(async ({ leaf }) => [...leaf.chain, (await selfSigned()).key].join('')),
    nearMiss: { text: { en: 'It holds the right key', 'zh-CN': '文件中的私钥与证书匹配' }, start: kept(({ leaf }) => [...leaf.chain, leaf.key].join('')) },
  },
  {
    id: 'file-begins-with-the-authority', layer: 'identity', rows: ['A6', 'C5'], cause: 'certificate/file-form#authority-first',
    text: { en: 'The file begins with the intermediate certificate', 'zh-CN': '文件以中间证书开头' },
    start: kept(({ leaf }) => leaf.chain.toReversed().join('')),
    nearMiss: { text: { en: "It begins with the server's own", 'zh-CN': '文件以服务器自己的证书开头' }, start: kept(({ leaf }) => leaf.chain.join('')) },
  },
  {
    id: 'file-was-appended-to', layer: 'identity', rows: ['A6', 'C5'], cause: 'certificate/file-form#unseen-by-others',
    text: { en: 'A certificate was appended to a file without a last line break', 'zh-CN': '在没有末尾换行的文件后追加了证书' },
    start: kept(({ leaf }) => leaf.chain.map((pem) => pem.trimEnd()).join('')),
    nearMiss: { text: { en: 'Lines end as on Windows, and notes stand in between', 'zh-CN': '使用 Windows 换行，中间夹有说明文字' }, start: kept(({ leaf }) => leaf.chain.map((pem) => `subject: /CN=x\n${pem}`).join('\n').replaceAll('\n', '\r\n')) },
  },
  {
    id: 'file-is-a-web-page', layer: 'identity', rows: ['A6', 'C5'], cause: 'certificate/file-form#web-page',
    text: { en: 'What was downloaded as a certificate is a log-in page', 'zh-CN': '当作证书下载的其实是登录页' },
    start: kept(() => '<!DOCTYPE html>\n<html><title>Sign in</title></html>\n'),
    nearMiss: { text: { en: 'It is a certificate', 'zh-CN': '确实是证书' }, start: kept(({ leaf }) => leaf.chain.join('')) },
  },
];
