import type { Rollup } from '../api.ts';
import { useTexts } from '../locale.ts';

const texts = {
  en: { none: 'no verdict', of: (n: number, inconclusive: number) => `n ${n}${inconclusive === 0 ? '' : ` · ${inconclusive} inconclusive`}` },
  'zh-CN': { none: '无结论', of: (n: number, inconclusive: number) => `样本 ${n}${inconclusive === 0 ? '' : ` · ${inconclusive} 次无法判定`}` },
};

/** A share never stands without its n and what said nothing. 100 % means all of them. */
export function Uptime({ of }: { readonly of: Pick<Rollup, 'up' | 'down' | 'inconclusive'> | undefined }) {
  const text = useTexts(texts);
  const { up, down, inconclusive } = of ?? { up: 0, down: 0, inconclusive: 0 };
  const n = up + down;
  const share = n === 0 ? text.none : `${(Math.floor(up / n * 10_000) / 100).toFixed(up === n ? 0 : 2)} %`;
  return <span class="uptime">{share} <small>{text.of(n, inconclusive)}</small></span>;
}
