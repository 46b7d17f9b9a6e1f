import { createAuthority, type Authority, type IssuedCertificate } from '../certificate-authority.ts';
import type { CertificateOptions } from '../certificate-request.ts';
import type { HttpBehaviour } from '../http-behaviour.ts';
import { httpHandler } from '../http-handler.ts';
import { startHttpServer } from '../http-server.ts';
import type { ListedScenario } from '../scenario.ts';
import { startTlsServer } from '../tls-server.ts';
import { situated } from '../workbench.ts';
import { listOfModels, overHttps, shop } from './services.ts';

const dayMs = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * dayMs);

/** What the authority has to say about a certificate of its own, and what the server passes on. */
interface Statements {
  readonly staple?: Buffer;
  /** What the responder answers. */
  readonly ocsp?: Buffer;
  readonly crl?: Buffer;
}

/** A service whose authority runs a responder and publishes a list. */
const stating = (state: (issuer: Authority, leaf: IssuedCertificate) => Promise<Statements>, options: CertificateOptions = {}) => situated(async (bench) => {
  const routes: Record<string, HttpBehaviour> = {};
  const authority = await bench.keep(startHttpServer({ routes }));
  const root = await createAuthority({ name: 'Lab Root R1' });
  const issuer = await root.intermediate({ name: 'Lab Issuer E1' });
  const leaf = await issuer.issue({ names: [shop], ocsp: `${authority.url}/ocsp`, crl: `${authority.url}/e1.crl`, ...options });
  const { staple, ocsp, crl } = await state(issuer, leaf);
  if (ocsp !== undefined) routes['/ocsp'] = { headers: { 'Content-Type': 'application/ocsp-response' }, body: ocsp };
  if (crl !== undefined) routes['/e1.crl'] = { headers: { 'Content-Type': 'application/pkix-crl' }, body: crl };
  const server = await bench.keep(startTlsServer({ ...leaf, http: httpHandler({ fallback: listOfModels }), ...(staple === undefined ? {} : { stapledOcsp: staple }) }));
  return overHttps(bench, server, root.certificate);
});

const good = async (issuer: Authority, leaf: IssuedCertificate): Promise<Required<Statements>> => {
  const answer = await issuer.ocspResponse(leaf, 'good');
  return { staple: answer, ocsp: answer, crl: await issuer.crl([]) };
};

/** What an authority says of a certificate after it issued it. */
export const revocation: readonly ListedScenario[] = [
  {
    id: 'certificate-was-revoked', layer: 'identity', rows: ['A7', 'N2'], cause: 'certificate/revoked',
    text: { en: 'The certificate was revoked; the stapled answer, the responder and the list say so', 'zh-CN': '证书已被吊销，附带的应答、OCSP 服务器与吊销列表都这样说' },
    start: stating(async (issuer, leaf) => {
      const answer = await issuer.ocspResponse(leaf, 'revoked');
      return { staple: answer, ocsp: answer, crl: await issuer.crl([leaf], { reason: 'keyCompromise' }) };
    }),
    nearMiss: {
      text: { en: 'Another certificate of the same issuer was revoked', 'zh-CN': '被吊销的是同一签发者的另一张证书' },
      start: stating(async (issuer, leaf) => ({ ...await good(issuer, leaf), crl: await issuer.crl([await issuer.issue({ names: ['old.shop.example'] })]) })),
    },
  },
  {
    id: 'stapled-answer-is-out-of-date', layer: 'identity', rows: ['A7', 'N13'], cause: 'certificate/ocsp-staple-invalid',
    text: { en: 'The certificate demands stapling, and the stapled answer ran out three days ago', 'zh-CN': '证书要求附带 OCSP 应答，而附带的应答三天前就已过期' },
    start: stating(async (issuer, leaf) => ({
      ...await good(issuer, leaf), staple: await issuer.ocspResponse(leaf, 'good', { thisUpdate: inDays(-10), nextUpdate: inDays(-3) }),
    }), { mustStaple: true }),
    nearMiss: {
      text: { en: 'It is a week old and holds for another hour', 'zh-CN': '应答已有一周，但还有一小时有效期' },
      start: stating(async (issuer, leaf) => ({
        ...await good(issuer, leaf), staple: await issuer.ocspResponse(leaf, 'good', { thisUpdate: inDays(-7), nextUpdate: inDays(1 / 24) }),
      }), { mustStaple: true }),
    },
  },
  {
    id: 'stapled-answer-is-about-another-certificate', layer: 'identity', rows: ['A7'], cause: 'certificate/ocsp-staple-invalid',
    text: { en: 'The certificate was renewed, and the server still staples the answer about the old one', 'zh-CN': '证书已续期，服务器附带的仍是旧证书的应答' },
    start: stating(async (issuer, leaf) => ({ ...await good(issuer, leaf), staple: await issuer.ocspResponse(await issuer.issue({ names: [shop] }), 'good') })),
    nearMiss: {
      text: { en: 'A delegate of the authority signed the answer', 'zh-CN': '应答由 CA 委派的响应方签名' },
      start: stating(async (issuer, leaf) => ({
        ...await good(issuer, leaf),
        staple: await issuer.ocspResponse(leaf, 'good', { responder: await issuer.issue({ commonName: 'Lab Responder O1', usages: ['ocspSigning'] }) }),
      })),
    },
  },
  {
    id: 'must-staple-without-staple', layer: 'identity', rows: ['A7'], cause: 'certificate/must-staple-missing',
    text: { en: 'The certificate demands a stapled answer, and the server sends none', 'zh-CN': '证书要求附带 OCSP 应答，而服务器没有发送' },
    start: stating(async (issuer, leaf) => ({ ocsp: await issuer.ocspResponse(leaf, 'good') }), { mustStaple: true }),
    nearMiss: { text: { en: 'The server staples a good answer', 'zh-CN': '服务器附带了有效的应答' }, start: stating(good, { mustStaple: true }) },
  },
];
