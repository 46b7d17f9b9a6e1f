import type { HttpAnswer } from '@culprit/network';

/**
 * Whether an answer refuses the country or region that the client comes from. OpenAI: 403
 * `unsupported_country_region_territory`; Gemini: 400 FAILED_PRECONDITION "User location is not supported for the API
 * use."; Anthropic: 403 "Request not allowed"; RFC 7725 for 451.
 */
export function saysRegion({ status, body: { text } }: Pick<HttpAnswer, 'status'> & { readonly body: Pick<HttpAnswer['body'], 'text'> }): boolean {
  if (status < 400) return false;
  const head = text.slice(0, 4_096);
  if (/unsupported_country_region_territory/.test(head)) return true;
  if (status === 451) return words.test(head);
  if (status !== 400 && status !== 403) return false;
  return /User location is not supported/i.test(head) || (status === 403 && (/"message"\s*:\s*"Request not allowed"/.test(head) || words.test(head)));
}

const words = /(?:country|region|territory|location)[^.\n]{0,60}(?:not (?:supported|available|allowed)|restricted|unsupported|blocked)|(?:国家|地区|区域)[^。\n]{0,30}(?:不支持|不可用|受限|无法使用|禁止)/i;
