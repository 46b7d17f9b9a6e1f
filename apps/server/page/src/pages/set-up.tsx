import { call, type Me } from '../api.ts';
import { useTexts } from '../locale.ts';
import { Field, Form } from '../parts/form.tsx';
import { Title } from '../parts/title.tsx';

const texts = {
  en: {
    title: 'Make the first account', intro: 'It will be an administrator. More people can be added under settings.', token: 'Set-up token', tokenHint: 'The end of the address that the server printed when it started, after #.',
    name: 'Name', password: 'Password', least: (count: number) => `At least ${count} characters.`, button: 'Make the account',
  },
  'zh-CN': {
    title: '创建第一个账户', intro: '该账户为管理员，之后可在设置中添加其他人。', token: '设置令牌', tokenHint: '服务器启动时输出的地址中 # 之后的部分。',
    name: '用户名', password: '密码', least: (count: number) => `至少 ${count} 个字符。`, button: '创建账户',
  },
};

/** The token comes from the fragment of the address, which no server and no log sees; it is taken out of the address when it was used. */
export function SetUp({ least, done }: { readonly least: number; readonly done: (me: Me) => void }) {
  const text = useTexts(texts);
  const given = location.hash.slice(1);
  return (
    <>
      <Title text={text.title} />
      <p>{text.intro}</p>
      <Form button={text.button} sent={async ({ token = given, name, password }) => {
        const me = await call<Me>('POST', '/set-up', { token: token.trim(), name, password });
        history.replaceState(undefined, '', '/set-up');
        done(me);
      }}>
        {given === '' && <Field label={text.token} name="token" required hint={text.tokenHint} />}
        <Field label={text.name} name="name" required autoComplete="username" />
        <Field label={text.password} name="password" type="password" required minLength={least} autoComplete="new-password" hint={text.least(least)} />
      </Form>
    </>
  );
}
