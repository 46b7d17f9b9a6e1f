import { useState } from 'preact/hooks';
import { call, type List, type MadeToken, type Token } from '../../api.ts';
import { useLoaded } from '../../load.ts';
import { moment, useLocale, useTexts } from '../../locale.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Field, Form, Tick } from '../../parts/form.tsx';
import { Sure } from '../../parts/sure.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { useSession } from '../../session.ts';

const texts = {
  en: { caption: 'Tokens', intro: 'Programs send a token as "Authorization: Bearer …". It can never do more than you.', name: 'Name', scopes: 'Scopes', expires: 'Expires', used: 'Last used', never: 'never', revoke: 'Revoke', sure: (name: string) => `Revoke ${name}? Programs that use it get no further.`, none: 'No token.', days: 'Good for days', make: 'Make a token', shown: 'The token is shown this once:', read: 'read', write: 'write', events: 'events: heartbeats and log-ins', metrics: 'metrics', admin: 'admin' },
  'zh-CN': { caption: '令牌', intro: '程序以 “Authorization: Bearer …” 发送令牌，其权限不会超出你自己。', name: '名称', scopes: '权限范围', expires: '到期', used: '最近使用', never: '从未', revoke: '吊销', sure: (name: string) => `吊销 ${name}？使用它的程序将无法访问。`, none: '没有令牌。', days: '有效天数', make: '创建令牌', shown: '令牌仅显示这一次：', read: '读取', write: '修改', events: '上报：心跳和登录', metrics: '指标', admin: '管理' },
};

/** Tokens for programs. */
export function Tokens() {
  const text = useTexts(texts);
  const locale = useLocale();
  const { me } = useSession();
  const tokens = useLoaded<List<Token>>('/tokens');
  const [made, setMade] = useState('');
  return (
    <>
      <p>{text.intro}</p>
      {tokens.value === undefined ? <Trouble error={tokens.error} again={tokens.again} /> : (
        <DataTable caption={text.caption} rows={tokens.value.items} keyOf={({ id }) => id} empty={text.none} columns={[
          { name: text.name, header: true, cell: ({ name }) => name },
          { name: text.scopes, cell: ({ scopes }) => scopes.join(', ') },
          { name: text.expires, cell: ({ expiresAt }) => moment(expiresAt, locale) },
          { name: text.used, cell: ({ usedAt }) => (usedAt === undefined ? text.never : moment(usedAt, locale)) },
          { name: text.revoke, cell: ({ id, name }) => <Sure label={text.revoke} question={text.sure(name)} act={async () => { await call('DELETE', `/tokens/${encodeURIComponent(id)}`); tokens.again(); }} /> },
        ]} />
      )}
      {made !== '' && <p class="notice" role="status">{text.shown} <code>{made}</code></p>}
      <Form button={text.make} sent={async ({ name, days, ...typed }, form) => {
        setMade((await call<MadeToken>('POST', '/tokens', { name, days: Number(days), scopes: me.permissions.filter((scope) => scope in typed) })).secret);
        form.reset();
        tokens.again();
      }}>
        <Field label={text.name} name="name" required />
        <fieldset><legend>{text.scopes}</legend>{me.permissions.map((scope) => <Tick key={scope} label={text[scope]} name={scope} checked={scope === 'read'} />)}</fieldset>
        <Field label={text.days} name="days" type="number" value="90" required />
      </Form>
    </>
  );
}
