import { call, type List, type User } from '../../api.ts';
import { useLoaded } from '../../load.ts';
import { moment, useLocale, useTexts } from '../../locale.ts';
import { Add } from '../../parts/add.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Choice, Field, Form, Tick } from '../../parts/form.tsx';
import { Sure } from '../../parts/sure.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { useSession } from '../../session.ts';

const texts = {
  en: { caption: 'Users', name: 'Name', role: 'Role', factor: 'Second factor', since: 'Since', yes: 'yes', no: 'no', disabled: 'disabled', remove: 'Remove', sure: (name: string) => `Remove ${name}, with sessions and tokens?`, add: 'Add somebody', change: 'Change somebody', who: 'Who', password: 'Password', newPassword: 'New password', keep: 'Empty: it stays.', save: 'Save', disable: 'Disabled', reset: 'Remove the second factor (for a lost device)', viewer: 'viewer', editor: 'editor', admin: 'admin', none: 'Nobody.' },
  'zh-CN': { caption: '用户', name: '用户名', role: '角色', factor: '两步验证', since: '创建于', yes: '是', no: '否', disabled: '已停用', remove: '删除', sure: (name: string) => `删除 ${name} 及其会话和令牌？`, add: '添加用户', change: '修改用户', who: '用户', password: '密码', newPassword: '新密码', keep: '留空则不变。', save: '保存', disable: '停用', reset: '移除两步验证（设备丢失时）', viewer: '查看者', editor: '编辑者', admin: '管理员', none: '无。' },
};
const roles = ['viewer', 'editor', 'admin'] as const;

/** Everybody who may log in. */
export function Users() {
  const text = useTexts(texts);
  const locale = useLocale();
  const { me } = useSession();
  const users = useLoaded<List<User>>('/users');
  if (users.value === undefined) return <Trouble error={users.error} again={users.again} />;
  const { items } = users.value;
  const others = items.filter(({ id }) => id !== me.user.id);
  const choices = roles.map((role) => [role, text[role]] as const);
  return (
    <>
      <DataTable caption={text.caption} rows={items} keyOf={({ id }) => id} empty={text.none} columns={[
        { name: text.name, header: true, cell: ({ name, disabled }) => <>{name}{disabled && <span class="badge">{text.disabled}</span>}</> },
        { name: text.role, cell: ({ role }) => text[role] },
        { name: text.factor, cell: ({ secondFactor }) => (secondFactor ? text.yes : text.no) },
        { name: text.since, cell: ({ createdAt }) => moment(createdAt, locale) },
        { name: text.remove, cell: ({ id, name }) => (id === me.user.id ? null : <Sure label={text.remove} question={text.sure(name)} act={async () => { await call('DELETE', `/users/${encodeURIComponent(id)}`); users.again(); }} />) },
      ]} />
      <Add label={text.add}>{(done) => (
        <Form button={text.save} sent={async ({ name, password, role }) => { await call('POST', '/users', { name, password, role }); done(); users.again(); }}>
          <Field label={text.name} name="name" required />
          <Field label={text.password} name="password" type="password" required minLength={12} autoComplete="new-password" />
          <Choice label={text.role} name="role" choices={choices} />
        </Form>
      )}</Add>
      {others.length > 0 && (
        <Add label={text.change}>{(done) => (
          <Form button={text.save} sent={async ({ id = '', role, password = '', disabled, reset }) => {
            await call('PATCH', `/users/${encodeURIComponent(id)}`, { role, disabled: disabled !== undefined, ...(password === '' ? {} : { password }), ...(reset === undefined ? {} : { removeSecondFactor: true }) });
            done();
            users.again();
          }}>
            <Choice label={text.who} name="id" choices={others.map(({ id, name, role }) => [id, `${name} (${text[role]})`])} />
            <Choice label={text.role} name="role" value={others[0]?.role} choices={choices} />
            <Field label={text.newPassword} name="password" type="password" autoComplete="new-password" hint={text.keep} />
            <Tick label={text.disable} name="disabled" />
            <Tick label={text.reset} name="reset" />
          </Form>
        )}</Add>
      )}
    </>
  );
}
