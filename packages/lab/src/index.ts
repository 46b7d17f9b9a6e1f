export { type LabServer, listenOnLoopback, type LoopbackAddress, type LoopbackHost } from './loopback-server.ts';

export { type NtpFault, type NtpServer, type NtpServerOptions, startNtpServer } from './ntp-server.ts';

export { startTcpServer, type TcpBehaviour, type TcpServerOptions } from './tcp-server.ts';
export { type NarrowPathOptions, startNarrowPath } from './narrow-path.ts';
export { filteredPort, type HeldPort, refusedPort } from './unreachable-port.ts';

export { type HostileNetwork, type HostilePeer, startHostileNetwork } from './hostile-network.ts';
export { drip, flood, rudeServer } from './rude-server.ts';

export type { DnsAnswer, DnsRecords } from './dns-answer.ts';
export { type DnsQuery, type DnsServer, type DnsServerOptions, startDnsServer } from './dns-server.ts';
export { type DohFault, type DohServer, type DohServerOptions, type DotServerOptions, startDohServer, startDotServer } from './dns-tunnel.ts';

export {
  type Authority,
  type AuthorityOptions,
  createAuthority,
  type CrlOptions,
  type IssuedCertificate,
  type OcspOptions,
  selfSigned,
  type StatusWindow,
} from './certificate-authority.ts';
export type { CertificateOptions, ExtendedUsage, KeyUsageBit, RawExtension } from './certificate-request.ts';
export type { KeyAlgorithm, SignatureHash } from './key-pair.ts';
export type { CrlScope } from './crl-extensions.ts';
export type { OcspStatus } from './ocsp-response.ts';

export { startTlsServer, type TlsIdentity, type TlsServer, type TlsServerOptions } from './tls-server.ts';
export {
  type BrokenTlsOptions,
  type BrokenTlsServer,
  type ObsoleteTls,
  startBrokenTls,
  type TlsFault,
  type TlsFaultCondition,
} from './broken-tls.ts';
export { startStartTlsServer, type StartTlsFault, type StartTlsServer, type StartTlsServerOptions } from './starttls-server.ts';
export type { StartTlsProtocol } from './starttls-scripts.ts';
export { type ClientHello, parseClientHello } from './client-hello.ts';

export type { HttpBehaviour, HttpHeaders, HttpRawFault, HttpReply } from './http-behaviour.ts';
export {
  type HttpHandler,
  httpHandler,
  type HttpHandlerOptions,
  type HttpRequestRecord,
} from './http-handler.ts';
export { errorReply, htmlReply } from './http-reply.ts';
export { type Http2Behaviour, type Http2ServerOptions, startHttp2Server } from './http2-server.ts';
export { captivePortal, type HttpServer, type HttpServerOptions, startHttpServer } from './http-server.ts';

export { type S3DialectName, type S3Fault } from './s3-dialects.ts';
export { s3Store, type S3RequestRecord, type S3Store, type S3StoreOptions, startS3Server } from './s3-server.ts';

export {
  type HttpProxy,
  type HttpProxyFault,
  type HttpProxyOptions,
  type ProxyCredential,
  type ProxyRequest,
  startHttpProxy,
} from './http-proxy.ts';
export type { ProxyRoutes } from './proxy-destination.ts';
export {
  type SocksFault,
  type SocksProxy,
  type SocksProxyOptions,
  type SocksRequest,
  startSocksProxy,
} from './socks-proxy.ts';

export { type HealthyScenario, healthyScenarios, type Scenario, scenarios, type Situation } from './scenario.ts';
export { examineSituation } from './examine-situation.ts';
export type { VerdictCase } from './verdicts/verdict-case.ts';
export { verdictCases } from './verdicts/verdict-cases.ts';

export { logInAccount, logInService, type LogInServiceOptions } from './log-in-service.ts';
export { type DogeCloud, dogeCloud, type DogeCloudOptions, type DogeCloudState } from './dogecloud-server.ts';

export { modelHub, type ModelHubOptions, tinyWeights } from './model-hub.ts';
