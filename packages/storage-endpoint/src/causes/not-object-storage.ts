import { defineCause, defineRemedy, type Cause } from '@culprit/core';
import { httpExchange } from '@culprit/network';
import { dialectOf } from '../dialects/dialect-of.ts';
import { because } from '../dialects/causes.ts';
import { readErrorDocument } from '../dialects/error-document.ts';
import { notObserved, serviceOf, storeOf } from '../live/store-questions.ts';

/** A website, a console or a proxy stands where a client expects a store. */
export const notObjectStorage: Cause = defineCause({
  id: because.notAStore,
  owner: 'account',
  layer: 'service',
  order: 20,
  scope: 'endpoint',
  text: {
    en: {
      title: 'The endpoint is no object store',
      about: 'A website, a console\'s port, a CDN or a static-site host answers. Clients fail over its page with an error of their XML parser.',
      confirmed: { 'page-everywhere': 'Neither the bucket\'s address ({status}) nor the root of the endpoint bears any mark of a store; the server calls itself {server}' },
      ruledOut: { 'store-answers': 'A store answers', 'store-at-root': 'At the root of the endpoint a store answers' },
      open: notObserved.en,
    },
    'zh-CN': {
      title: '该端点不是对象存储服务',
      about: '应答的是网站、控制台端口、CDN 或静态网站域名。客户端解析这些页面时会报 XML 解析错误。',
      confirmed: { 'page-everywhere': '存储桶的地址（{status}）和端点根路径都没有任何对象存储的特征；服务器自称 {server}' },
      ruledOut: { 'store-answers': '应答者是对象存储', 'store-at-root': '端点根路径上有对象存储应答' },
      open: notObserved['zh-CN'],
    },
  },
  suspectedBy: ['storage-endpoint/storage-service#web-page', 'storage-endpoint/storage-service#something-else'],
  controls: (suspicion) => {
    const target = storeOf(suspicion);
    return { service: serviceOf(target), root: httpExchange.of({ url: new URL('/', target.endpoint).href, ...(target.route === undefined ? {} : { route: target.route }) }) };
  },
  judge: ({ facts: { service, root }, confirmed, ruledOut, open }) => {
    if (service === undefined) return open('not-observed', {}, []);
    if (service.outcome === 'object-storage') return ruledOut('store-answers', {}, ['service']);
    if (root?.outcome !== 'answered') return open('not-observed', {}, ['service']);
    if (readErrorDocument(root.body.text).ofStore || dialectOf('', root.headers) !== undefined) return ruledOut('store-at-root', {}, ['root']);
    return confirmed('page-everywhere', { status: service.status, server: service.server ?? '-' }, ['service', 'root']);
  },
  remedies: [
    defineRemedy({
      id: 'storage-endpoint/use-api-endpoint',
      audience: 'you',
      text: {
        en: { title: 'Use the endpoint of the S3 interface', steps: ['MinIO: the API port (9000), not the console\'s (9001). A bucket\'s website, a custom domain or a CDN serves pages: take the endpoint that the provider lists for its S3 interface.'] },
        'zh-CN': { title: '改用 S3 接口的端点', steps: ['MinIO：使用 API 端口（9000），而不是控制台端口（9001）。存储桶的静态网站、自定义域名或 CDN 只提供网页：请使用厂商为 S3 接口列出的端点。'] },
      },
    }),
  ],
});
