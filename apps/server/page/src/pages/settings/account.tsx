import { useState } from 'preact/hooks';
import { call, type List, type SecondFactorSecret, type Session } from '../../api.ts';
import { useLoaded } from '../../load.ts';
import { moment, useLocale, useTexts } from '../../locale.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Field, Form } from '../../parts/form.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { useSession } from '../../session.ts';

const texts = {
  en: {
    who: (name: string, role: string) => `${name}, ${role}`, roles: { viewer: 'viewer', editor: 'editor', admin: 'administrator' }, password: 'Change the password', present: 'Present password', next: 'New password', change: 'Change it', changed: 'Changed. Other sessions have ended.',
    factor: 'Second factor', off: 'Only the password protects this account.', on: (left: number) => `A one-time code is asked for. Recovery codes left: ${left}.`, begin: 'Use one-time codes', remove: 'Stop using them', renew: 'New recovery codes',
    scan: 'Scan this with an authenticator, or type the secret into it:', qr: 'QR code of the secret', code: 'The code that it shows now', confirm: 'Continue', keep: 'Keep these recovery codes apart from the authenticator. Each works once, where the device is lost. They are not shown again.', back: 'Type one of them back', backHint: 'So that nobody is locked out: it proves that they were kept.', activate: 'Ask for codes from now on', done: 'They are kept',
    sessions: 'Sessions', browser: 'Browser', address: 'Address', seen: 'Last seen', end: 'End', this: 'this one', none: 'None.',
  },
  'zh-CN': {
    who: (name: string, role: string) => `${name}，${role}`, roles: { viewer: '查看者', editor: '编辑者', admin: '管理员' }, password: '修改密码', present: '当前密码', next: '新密码', change: '修改', changed: '已修改，其他会话已结束。',
    factor: '两步验证', off: '该账户仅由密码保护。', on: (left: number) => `登录时需要动态验证码。剩余恢复码：${left} 个。`, begin: '启用动态验证码', remove: '停用', renew: '重新生成恢复码',
    scan: '请用身份验证器扫描，或手动输入密钥：', qr: '密钥的二维码', code: '验证器当前显示的验证码', confirm: '继续', keep: '请将恢复码与身份验证器分开保存。设备丢失时，每个恢复码可使用一次。此后不再显示。', back: '输入其中一个恢复码', backHint: '确认你已保存，避免日后无法登录。', activate: '从现在起要求验证码', done: '已保存',
    sessions: '会话', browser: '浏览器', address: '地址', seen: '最近活动', end: '结束', this: '当前会话', none: '无。',
  },
};

type Enrolment = { readonly step: 'none' } | { readonly step: 'scan'; readonly secret: SecondFactorSecret } | { readonly step: 'codes'; readonly codes: readonly string[]; readonly activate: boolean };

/** One's own password, second factor and sessions. */
export function Account() {
  const text = useTexts(texts);
  const { me } = useSession();
  const [changed, setChanged] = useState(false);
  return (
    <>
      <p>{text.who(me.user.name, text.roles[me.user.role])}</p>
      <h3>{text.factor}</h3>
      <SecondFactor />
      <h3>{text.password}</h3>
      <Form button={text.change} sent={async ({ present, next }, form) => { await call('PUT', '/me/password', { present, next }); form.reset(); setChanged(true); }}>
        <Field label={text.present} name="present" type="password" required autoComplete="current-password" />
        <Field label={text.next} name="next" type="password" required minLength={12} autoComplete="new-password" />
      </Form>
      <p role="status">{changed && text.changed}</p>
      <h3>{text.sessions}</h3>
      <Sessions />
    </>
  );
}

function SecondFactor() {
  const text = useTexts(texts);
  const { me, renew } = useSession();
  const [enrolment, setEnrolment] = useState<Enrolment>({ step: 'none' });
  const password = <Field label={text.present} name="password" type="password" required autoComplete="current-password" />;
  if (enrolment.step === 'scan') {
    const { secret } = enrolment;
    return (
      <Form button={text.confirm} sent={async ({ code = '' }) => setEnrolment({ step: 'codes', activate: true, codes: (await call<{ readonly codes: readonly string[] }>('PUT', '/me/second-factor', { code: code.replaceAll(/\s/g, '') })).codes })}>
        <p>{text.scan}</p>
        <img class="qr" alt={text.qr} src={`data:image/svg+xml,${encodeURIComponent(secret.qr)}`} />
        <p><code>{secret.groups}</code></p>
        <Field key="code" label={text.code} name="code" required numeric autoComplete="one-time-code" />
      </Form>
    );
  }
  if (enrolment.step === 'codes') {
    const { codes, activate } = enrolment;
    return (
      <>
        <p>{text.keep}</p>
        <ul class="codes">{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
        {activate
          ? <Form key="activate" button={text.activate} sent={async ({ recoveryCode = '' }) => { await call('POST', '/me/second-factor/activation', { recoveryCode: recoveryCode.trim() }); setEnrolment({ step: 'none' }); await renew(); }}>
              <Field key="back" label={text.back} name="recoveryCode" required hint={text.backHint} />
            </Form>
          : <button type="button" onClick={() => { setEnrolment({ step: 'none' }); void renew(); }}>{text.done}</button>}
      </>
    );
  }
  if (!me.user.secondFactor) {
    return (
      <>
        <p>{text.off}</p>
        <Form key="begin" button={text.begin} sent={async (typed) => setEnrolment({ step: 'scan', secret: await call<SecondFactorSecret>('POST', '/me/second-factor', { password: typed['password'] }) })}>{password}</Form>
      </>
    );
  }
  return (
    <>
      <p>{text.on(me.recoveryCodesLeft ?? 0)}</p>
      <Form key="renew" button={text.renew} sent={async (typed) => setEnrolment({ step: 'codes', activate: false, codes: (await call<{ readonly codes: readonly string[] }>('POST', '/me/recovery-codes', { password: typed['password'] })).codes })}>{password}</Form>
      <Form key="remove" danger button={text.remove} sent={async (typed) => { await call('DELETE', '/me/second-factor', { password: typed['password'] }); await renew(); }}>{password}</Form>
    </>
  );
}

function Sessions() {
  const text = useTexts(texts);
  const locale = useLocale();
  const sessions = useLoaded<List<Session & { readonly current: boolean }>>('/me/sessions');
  if (sessions.value === undefined) return <Trouble error={sessions.error} />;
  return (
    <DataTable caption={text.sessions} rows={sessions.value.items} keyOf={({ id }) => id} empty={text.none} columns={[
      { name: text.browser, header: true, cell: ({ agent }) => agent },
      { name: text.address, cell: ({ address }) => address },
      { name: text.seen, cell: ({ seenAt }) => moment(seenAt, locale) },
      { name: text.end, cell: ({ id, current }) => (current ? text.this : <button type="button" onClick={() => void call('DELETE', `/me/sessions/${encodeURIComponent(id)}`).then(sessions.again, sessions.again)}>{text.end}</button>) },
    ]} />
  );
}
