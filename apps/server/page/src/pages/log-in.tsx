import { useState } from 'preact/hooks';
import { call, Refused, type Me } from '../api.ts';
import { useTexts } from '../locale.ts';
import { Field, Form, type Values } from '../parts/form.tsx';
import { Title } from '../parts/title.tsx';

const texts = {
  en: { title: 'Log in', name: 'Name', password: 'Password', code: 'One-time code', codeHint: 'Six digits from your authenticator.', recovery: 'Recovery code', useRecovery: 'Use a recovery code instead', useCode: 'Use a one-time code instead' },
  'zh-CN': { title: '登录', name: '用户名', password: '密码', code: '动态验证码', codeHint: '身份验证器中的六位数字。', recovery: '恢复码', useRecovery: '改用恢复码', useCode: '改用动态验证码' },
};

/** Name and password, and then the code of whoever has a second factor. */
export function LogIn({ done }: { readonly done: (me: Me) => void }) {
  const text = useTexts(texts);
  const [factor, setFactor] = useState<'none' | 'code' | 'recoveryCode'>('none');
  const send = async ({ name, password, code, recoveryCode }: Values): Promise<void> => {
    try {
      done(await call<Me>('POST', '/session', { name, password, ...(code === undefined ? {} : { code: code.replaceAll(/\s/g, '') }), ...(recoveryCode === undefined ? {} : { recoveryCode: recoveryCode.trim() }) }));
    } catch (error) {
      if (!(error instanceof Refused) || error.problem?.code !== 'code-needed' || error.problem.detail !== undefined) throw error;
      setFactor('code');
    }
  };
  return (
    <>
      <Title text={text.title} />
      <Form button={text.title} sent={send}>
        <Field label={text.name} name="name" required autoComplete="username" />
        <Field label={text.password} name="password" type="password" required autoComplete="current-password" />
        {factor === 'code' && <Field key="code" label={text.code} name="code" required numeric autoComplete="one-time-code" hint={text.codeHint} />}
        {factor === 'recoveryCode' && <Field key="recovery" label={text.recovery} name="recoveryCode" required />}
        {factor !== 'none' && <button type="button" class="quiet" onClick={() => setFactor(factor === 'code' ? 'recoveryCode' : 'code')}>{factor === 'code' ? text.useRecovery : text.useCode}</button>}
      </Form>
    </>
  );
}
