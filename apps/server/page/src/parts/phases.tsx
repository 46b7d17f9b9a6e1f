import type { Result } from '../api.ts';
import { useTexts } from '../locale.ts';

const texts = {
  en: { label: 'Phases of the latest look', name: 'Name lookup', connect: 'Connection', tls: 'TLS handshake', firstByte: 'First byte', ended: 'got no further', none: 'No step was measured.' },
  'zh-CN': { label: '最近一次检查的各阶段', name: '域名解析', connect: '建立连接', tls: 'TLS 握手', firstByte: '首字节', ended: '止于此步', none: '没有测得任何阶段。' },
};
const steps = ['name', 'connect', 'tls', 'firstByte'] as const;

/** A waterfall of the steps of one look; it ends, marked, where a failed look got no further. */
export function Phases({ of: { phases, verdict } }: { readonly of: Result }) {
  const text = useTexts(texts);
  const taken = steps.flatMap((step) => (phases[step] === undefined ? [] : [{ step, ms: phases[step] }]));
  const total = taken.reduce((sum, { ms }) => sum + ms, 0);
  if (total === 0) return <p class="faint">{text.none}</p>;
  let before = 0;
  return (
    <ol class="phases" aria-label={text.label}>
      {taken.map(({ step, ms }, index) => {
        const left = before;
        before += ms;
        // Where the last step was taken, what failed is no step but what was seen.
        const last = verdict === 'down' && step !== 'firstByte' && index === taken.length - 1;
        return (
          <li key={step} class={last ? 'ended' : ''}>
            <span>{text[step]}</span>
            <span class="track" aria-hidden="true"><span class={`bar ${step}`} style={{ left: `${left / total * 100}%`, width: `${Math.max(0.5, ms / total * 100)}%` }} /></span>
            <span class="number">{ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms{last && <em> {text.ended}</em>}</span>
          </li>
        );
      })}
    </ol>
  );
}
