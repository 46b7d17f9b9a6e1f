import type { RefusalKind } from './refusal.ts';

/** A mark in the answer. Whatever is given must be there; the first group is the code or the number of the incident. */
export type Signature = {
  readonly kind: RefusalKind;
  readonly by: string;
  readonly statuses?: readonly number[];
  readonly header?: readonly [name: string, value: RegExp];
  /** Looked for in the first 16 KiB; linear-time. */
  readonly body?: RegExp;
  /** The vendor's page, or who collected it. */
  readonly source: string;
};

const ooni = 'https://github.com/ooni/blocking-fingerprints';
const wafw00f = 'https://github.com/EnableSecurity/wafw00f';

/** Who marks a refusal how, as of November 2026. Challenges before firewalls: the pages of both often look alike. */
export const signatures: readonly Signature[] = [
  { kind: 'challenge', by: 'Cloudflare', header: ['cf-mitigated', /^challenge/], source: 'https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/' },
  { kind: 'challenge', by: 'Cloudflare', header: ['cf-ray', /./], body: /<title>Just a moment/, source: 'https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/' },
  { kind: 'challenge', by: 'AWS WAF', header: ['x-amzn-waf-action', /^(challenge|captcha)/], source: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-actions.html' },
  { kind: 'challenge', by: 'Vercel', header: ['x-vercel-mitigated', /^challenge/], source: 'https://vercel.com/docs/vercel-firewall/firewall-concepts' },
  { kind: 'challenge', by: 'DataDome', body: /captcha-delivery\.com/, source: 'https://docs.datadome.co/docs/captcha-page-customization' },
  { kind: 'challenge', by: 'HUMAN (PerimeterX)', body: /px-captcha|captcha\.px-c(?:dn|loud)\.net/, source: wafw00f },
  { kind: 'challenge', by: 'Akamai', body: /sec-if-cpt-container|bm-verify=/, source: 'https://techdocs.akamai.com/cloud-security/docs/handle-challenge-action' },
  { kind: 'challenge', by: 'Imperva', body: /<iframe[^>]{0,200}_Incapsula_Resource[^>]{0,600}>\s*Request unsuccessful\. Incapsula incident ID: ([\w-]{1,60})/i, source: 'https://docs.imperva.com/bundle/cloud-application-security/page/troubleshooting/error-codes.htm' },
  { kind: 'challenge', by: 'Alibaba Cloud WAF', body: /acw_sc__v[23]/, source: 'https://help.aliyun.com/zh/waf/' },
  { kind: 'challenge', by: 'Anubis', body: /id="anubis_challenge"/, source: 'https://anubis.techaro.lol/docs/' },
  { kind: 'challenge', by: 'Sucuri', body: /sucuri_cloudproxy_js/, source: wafw00f },

  { kind: 'region', by: 'OpenAI', body: /unsupported_country_region_territory|Country, region, or territory not supported/, source: 'https://platform.openai.com/docs/guides/error-codes' },
  { kind: 'region', by: 'Google', statuses: [400, 403], body: /User location is not supported for the API use/, source: 'https://ai.google.dev/gemini-api/docs/troubleshooting' },
  { kind: 'region', by: 'Amazon CloudFront', statuses: [403], body: /configured to block access from your country/, source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html' },
  { kind: 'region', by: 'the service', statuses: [403, 406, 451], body: /(?:not|un)\s?(?:available|supported|allowed) in (?:your|this) (?:country|region|territory|location)|(?:您|你)?所在的?(?:国家|地区|区域)[^<]{0,20}(?:不支持|不可用|无法|暂未开放)/i, source: 'the wording of the answer' },

  { kind: 'firewall', by: 'Cloudflare', header: ['cf-ray', /./], body: /Sorry, you have been blocked/, source: 'https://developers.cloudflare.com/waf/' },
  { kind: 'firewall', by: 'Vercel', header: ['x-vercel-mitigated', /^deny/], source: 'https://vercel.com/docs/vercel-firewall/firewall-concepts' },
  { kind: 'firewall', by: 'Amazon CloudFront', statuses: [403], body: /Request blocked\.[\s\S]{0,2000}Request ID: ([\w=-]{1,80})/, source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html' },
  { kind: 'firewall', by: 'Amazon load balancer', statuses: [403], header: ['server', /^awselb\//], source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html' },
  { kind: 'firewall', by: 'Akamai', statuses: [403], body: /<H1>Access Denied<\/H1>[\s\S]{0,600}Reference(?:&#32;|\s)(?:&#35;|#)([\w.&;#]{1,80})/i, source: 'https://techdocs.akamai.com/property-mgr/docs/error-codes' },
  { kind: 'firewall', by: 'Azure Front Door', statuses: [403], header: ['x-azure-ref', /^(\S{1,80})/], body: /The request is blocked/i, source: 'https://learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-tuning' },
  { kind: 'firewall', by: 'Azure Application Gateway', statuses: [403], header: ['server', /^Microsoft-Azure-Application-Gateway/i], source: 'https://learn.microsoft.com/azure/web-application-firewall/ag/web-application-firewall-troubleshoot' },
  { kind: 'firewall', by: 'F5 BIG-IP', body: /The requested URL was rejected\. Please consult with your administrator\.[\s\S]{0,200}support ID is:?\s*(?:<[^>]{1,20}>)?\s*(\d{1,30})/i, source: 'https://my.f5.com/manage/s/article/K6850' },
  { kind: 'firewall', by: 'Imperva', body: /Incapsula incident ID: ([\w-]{1,60})/i, source: 'https://docs.imperva.com/bundle/cloud-application-security/page/troubleshooting/error-codes.htm' },
  { kind: 'firewall', by: 'Sucuri', header: ['server', /^Sucuri/i], body: /Access Denied - Sucuri Website Firewall/, source: wafw00f },
  { kind: 'firewall', by: 'Wordfence', statuses: [403, 503], body: /Generated by Wordfence|access to this site has been limited by the site owner/i, source: wafw00f },
  { kind: 'firewall', by: 'ModSecurity', statuses: [403, 406], body: /This error was generated by Mod_Security/i, source: wafw00f },
  { kind: 'firewall', by: 'Alibaba Cloud WAF', statuses: [403, 405], body: /errors?\.aliyun(?:dun)?\.(?:com|net)/, source: wafw00f },
  { kind: 'firewall', by: 'Tencent Cloud WAF', body: /waf(?:-static)?\.tencent(?:-cloud)?\.com/, source: wafw00f },
  { kind: 'firewall', by: 'Huawei Cloud WAF', statuses: [403, 418], header: ['server', /^(?:HuaweiCloudWAF|CloudWAF)/i], source: wafw00f },
  { kind: 'firewall', by: '安全狗 (Safedog)', body: /safedog\.cn/, source: wafw00f },
  { kind: 'firewall', by: '创宇盾 (Knownsec)', body: /创宇盾|365cyd\.com|yunaq\.com/, source: wafw00f },
  { kind: 'firewall', by: '奇安信 (Qi An Xin)', body: /wangzhan\.(?:360|qianxin)\.c(?:n|om)/, source: wafw00f },
  { kind: 'firewall', by: '雷池 (SafeLine)', statuses: [403, 405], body: /<!-- event_id: ([0-9a-f]{32}) TYPE: [A-Z] -->|SafeLine WAF/, source: 'https://docs.waf.chaitin.com/' },
  { kind: 'firewall', by: '宝塔 (BT)', statuses: [403, 405, 444], body: /宝塔[^<]{0,10}防火墙|btwaf/, source: wafw00f },

  { kind: 'block-page', by: 'Squid', header: ['x-squid-error', /^(ERR_ACCESS_DENIED)/], source: 'https://wiki.squid-cache.org/Features/CustomErrors' },
  { kind: 'block-page', by: 'Fortinet', body: /FortiGuard (?:Intrusion Prevention|Web Filtering)|FortiGate Application Control|<title>Web Filter (?:Violation|Block)/, source: wafw00f },
  { kind: 'block-page', by: 'Zscaler', body: /gateway\.zscaler|Zscaler[^<]{0,60}(?:blocked|policy)/i, source: 'https://help.zscaler.com/zia/about-end-user-notifications' },
  { kind: 'block-page', by: 'Cisco Umbrella', body: /(?:block|phish|malware)\.opendns\.com|This site is blocked due to/, source: 'https://docs.umbrella.com/deployment-umbrella/docs/block-page-ip-addresses' },
  { kind: 'block-page', by: 'Cisco Secure Web Appliance', body: /<title>Notification: Policy: URL Filtering<\/title>/, source: ooni },
  { kind: 'block-page', by: 'Palo Alto Networks', body: /<title>Web Page Blocked<\/title>/, source: ooni },
  { kind: 'block-page', by: 'Symantec (Blue Coat)', body: /Access Denied \(policy_denied\)|denied because of its content categorization/i, source: ooni },
  { kind: 'block-page', by: 'Symantec (Blue Coat)', header: ['location', /^http:\/\/www\.bluecoat\.com\/notify-/], source: ooni },
  { kind: 'block-page', by: 'McAfee Web Gateway', body: /McAfee Web Gateway - Notification/, source: ooni },
  { kind: 'block-page', by: 'Forcepoint', body: /blockpage\.cgi\?ws-session=/, source: ooni },
  { kind: 'block-page', by: 'ContentKeeper', body: /Blocked by ContentKeeper/, source: ooni },
  { kind: 'block-page', by: 'Olfeo', header: ['server', /^Olfeo/], source: ooni },
  { kind: 'block-page', by: 'WireFilter', header: ['server', /^Protected by WireFilter/], source: ooni },
  { kind: 'block-page', by: '深信服 (Sangfor)', body: /\/disable\/disable\.htm|ac_portal\/disable/, source: 'the page of the product' },
  { kind: 'block-page', by: '国家反诈中心', body: /国家反诈中心[^<]{0,200}(?:拦截|阻断|预警|涉诈)/, source: 'the page of the operator' },
  { kind: 'block-page', by: 'a filter in Indonesia', header: ['location', /^https?:\/\/(?:internet-?positif|mercusuar)\./], source: ooni },
  { kind: 'block-page', by: 'a filter in Indonesia', body: /trustpositif\.kominfo\.go\.id|(?:block|positif)\.uzone\.id|tidak bisa diakses melalui jaringan ini/, source: ooni },
  { kind: 'block-page', by: 'a filter in Russia', body: /(?:eais|blocklist)\.rkn\.gov\.ru/, source: ooni },
  { kind: 'block-page', by: 'a filter in Russia', header: ['location', /^https?:\/\/(?:warning\.rt\.ru|vk\.com\/blank\.php\?rkn=|[\w.-]{1,60}\/zapret)/], source: ooni },
  { kind: 'block-page', by: 'a filter in Belarus', header: ['location', /^https?:\/\/(?:www\.a1\.by\/mininfo|internet\.mts\.by\/blocked|82\.209\.230\.23)/], source: ooni },
  { kind: 'block-page', by: 'a filter in Korea', header: ['location', /^https?:\/\/(?:www\.)?warning\.or\.kr/], source: ooni },
  { kind: 'block-page', by: 'a filter in Korea', body: /https?:\/\/(?:www\.)?warning\.or\.kr/, source: ooni },
  { kind: 'block-page', by: 'a filter in Iran', body: /<iframe src="http:\/\/10\.10\.34\.3[4-6]/, source: ooni },
  { kind: 'block-page', by: 'a filter in India', body: /blocked as per the (?:instructions|directions)[^<]{0,60}(?:Government|Telecommunications)/i, source: ooni },
  { kind: 'block-page', by: 'a filter in Colombia', body: /bloqueada por disposici(?:ó|&oacute;)n del Ministerio de las TIC/, source: ooni },
  { kind: 'block-page', by: 'a filter in the Emirates', header: ['location', /^http:\/\/lighthouse\.du\.ae/], source: ooni },
  { kind: 'block-page', by: 'a filter in France', body: /page-blocage-terrorisme/, source: ooni },

  { kind: 'origin', by: 'Amazon CloudFront', statuses: [502, 503, 504], body: /CloudFront (?:wasn't able to|attempted to|tried to)[^<]{0,80}(?:origin|connection)/i, source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/troubleshooting-response-errors.html' },
  { kind: 'origin', by: 'Fastly', statuses: [503], header: ['x-served-by', /^cache-/], body: /<title>503 ((?:backend|first byte|connection|no healthy|maximum|all backends)[^<]{0,60})</i, source: 'https://www.fastly.com/documentation/guides/debugging/common-503-errors/' },
  { kind: 'origin', by: 'Akamai', statuses: [502, 503, 504], header: ['server', /^AkamaiGHost/], body: /Reference(?:&#32;|\s)(?:&#35;|#)([\w.&;#]{1,80})/, source: 'https://techdocs.akamai.com/property-mgr/docs/error-codes' },
  { kind: 'origin', by: 'Varnish', statuses: [503], body: /<h3>Guru Meditation:<\/h3>\s*<p>XID: (\d{1,20})/, source: 'https://varnish-cache.org/docs/' },
  { kind: 'edge', by: 'Amazon CloudFront', statuses: [403], body: /The request could not be satisfied[\s\S]{0,600}Bad request\.[\s\S]{0,1200}Request ID: ([\w=-]{1,80})/i, source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/troubleshooting-distributions.html' },
  { kind: 'edge', by: 'Fastly', body: /Fastly error: unknown domain/, source: 'https://www.fastly.com/documentation/guides/debugging/common-500-errors/' },
  { kind: 'edge', by: 'Akamai', statuses: [400], body: /<H1>Invalid URL<\/H1>[\s\S]{0,400}Reference(?:&#32;|\s)(?:&#35;|#)([\w.&;#]{1,80})/i, source: 'https://techdocs.akamai.com/property-mgr/docs/error-codes' },
  { kind: 'edge', by: 'Vercel', header: ['x-vercel-error', /^(DEPLOYMENT_NOT_FOUND|DEPLOYMENT_DISABLED|DNS_HOSTNAME_\w+)/], source: 'https://vercel.com/docs/errors' },
  { kind: 'edge', by: 'Alibaba Cloud CDN', header: ['x-tengine-error', /^(non-existent domain|denied by [\w ]{1,40})/], source: 'https://help.aliyun.com/zh/cdn/user-guide/faq-about-4xx-status-codes' },
];

/** Cloudflare's numbers: https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/ and …/cloudflare-5xx-errors/ */
export const cloudflareCodes: { readonly [code: string]: RefusalKind } = {
  '1005': 'address', '1006': 'address', '1007': 'address', '1008': 'address', '1106': 'address', '1009': 'region',
  '1010': 'firewall', '1012': 'firewall', '1020': 'firewall',
  '1000': 'edge', '1001': 'edge', '1002': 'edge', '1003': 'edge', '1004': 'edge', '1013': 'edge', '1014': 'edge', '1018': 'edge', '1023': 'edge', '1034': 'edge', '1035': 'edge', '1036': 'edge',
  '1016': 'origin', '1033': 'origin', '520': 'origin', '521': 'origin', '522': 'origin', '523': 'origin', '524': 'origin', '525': 'origin', '526': 'origin', '530': 'origin',
};
