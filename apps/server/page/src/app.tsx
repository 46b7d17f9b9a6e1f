import type { Locale } from '@culprit/core';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, get, Refused, type Me, type SetUpState } from './api.ts';
import { useEvents, useLive } from './live.ts';
import { LocaleContext, preferredLocale, rememberLocale, useLocale, useTexts } from './locale.ts';
import { AddTarget } from './pages/add-target.tsx';
import { Alerts } from './pages/alerts.tsx';
import { IncidentPage } from './pages/incident.tsx';
import { Incidents } from './pages/incidents.tsx';
import { LogIn } from './pages/log-in.tsx';
import { Overview } from './pages/overview.tsx';
import { Settings } from './pages/settings.tsx';
import { SetUp } from './pages/set-up.tsx';
import { TargetPage } from './pages/target.tsx';
import { Trouble } from './parts/trouble.tsx';
import { go, usePath } from './router.ts';
import { SessionContext, useSession } from './session.ts';

const texts = {
  en: {
    skip: 'To the content', main: 'Main', overview: 'Overview', incidents: 'Incidents', alerts: 'Alerts', settings: 'Settings', logOut: 'Log out', language: '中文',
    lost: 'Not connected: what you see may be old.', missing: 'There is no such page.', home: 'To the overview', by: (name: string) => `Logged in as ${name}`,
    began: (title: string) => `New incident: ${title}`, ended: (title: string) => `Resolved: ${title}`,
  },
  'zh-CN': {
    skip: '跳到内容', main: '主导航', overview: '总览', incidents: '事件', alerts: '告警', settings: '设置', logOut: '退出', language: 'English',
    lost: '连接已断开，所见内容可能已过时。', missing: '没有这个页面。', home: '返回总览', by: (name: string) => `已登录：${name}`,
    began: (title: string) => `新事件：${title}`, ended: (title: string) => `已恢复：${title}`,
  },
};

type Stage = { readonly at: 'asking' } | { readonly at: 'set-up'; readonly least: number } | { readonly at: 'log-in' } | { readonly at: 'in'; readonly me: Me } | { readonly at: 'trouble'; readonly error: unknown };

/** The whole page: who is there decides what is shown. */
export function App() {
  const [locale, setLocale] = useState<Locale>(preferredLocale);
  const [stage, setStage] = useState<Stage>({ at: 'asking' });
  useEffect(() => { document.documentElement.lang = locale; }, [locale]);
  const ask = async (): Promise<void> => {
    try {
      const { needed, passwordLength } = await get<SetUpState>('/set-up');
      if (needed) return setStage({ at: 'set-up', least: passwordLength.least });
      setStage({ at: 'in', me: await get<Me>('/me') });
    } catch (error) {
      setStage(error instanceof Refused && error.problem?.code === 'not-authenticated' ? { at: 'log-in' } : { at: 'trouble', error });
    }
  };
  useEffect(() => void ask(), []);
  const choose = (chosen: Locale): void => {
    rememberLocale(chosen);
    setLocale(chosen);
  };
  const enter = (me: Me): void => {
    if (/^\/(?:set-up|log-in)/.test(location.pathname)) go('/');
    setStage({ at: 'in', me });
  };
  return (
    <LocaleContext.Provider value={locale}>
      {stage.at === 'in'
        ? <SessionContext.Provider value={{ me: stage.me, renew: ask, ended: () => setStage({ at: 'log-in' }) }}><Inside choose={choose} /></SessionContext.Provider>
        : <Outside choose={choose}>
            {stage.at === 'set-up' && <SetUp least={stage.least} done={enter} />}
            {stage.at === 'log-in' && <LogIn done={enter} />}
            {stage.at === 'trouble' && <Trouble error={stage.error} again={() => void ask()} />}
          </Outside>}
    </LocaleContext.Provider>
  );
}

function LanguageSwitch({ choose }: { readonly choose: (locale: Locale) => void }) {
  const locale = useLocale();
  const other = locale === 'en' ? 'zh-CN' : 'en';
  return <button type="button" class="quiet" lang={other} onClick={() => choose(other)}>{useTexts(texts).language}</button>;
}

function Outside({ choose, children }: { readonly choose: (locale: Locale) => void; readonly children: ComponentChildren }) {
  return (
    <>
      <header class="top"><span class="brand">Culprit</span><span class="right"><LanguageSwitch choose={choose} /></span></header>
      <main id="content" class="narrow">{children}</main>
    </>
  );
}

const places = [['/', 'overview'], ['/incidents', 'incidents'], ['/alerts', 'alerts'], ['/settings', 'settings']] as const;

function Inside({ choose }: { readonly choose: (locale: Locale) => void }) {
  const text = useTexts(texts);
  const locale = useLocale();
  const { me, ended } = useSession();
  const path = usePath().replace(/\?.*/s, '');
  const [connected, setConnected] = useState(true);
  const [said, setSaid] = useState('');
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEvents(setConnected);
  useLive((event) => {
    if (event.type !== 'incident') return;
    const { title } = event.incident.text[locale];
    if (event.transition.kind === 'triggered') setSaid(text.began(title));
    if (event.transition.kind === 'resolved') setSaid(text.ended(title));
  });
  useEffect(() => {
    // Who moves by keyboard or listens is taken to what is new; the first page keeps the browser's own beginning.
    if (!first.current) main.current?.focus();
    first.current = false;
    scrollTo(0, 0);
  }, [path]);
  const logOut = async (): Promise<void> => {
    await call('DELETE', '/session').catch(() => undefined);
    ended();
  };
  const current = (place: string): boolean => (place === '/' ? path === '/' || path.startsWith('/targets') : path.startsWith(place));
  return (
    <>
      <a class="skip" href="#content">{text.skip}</a>
      <header class="top">
        <a class="brand" href="/">Culprit</a>
        <nav aria-label={text.main}>{places.map(([place, name]) => <a key={place} href={place} {...(current(place) ? { 'aria-current': 'page' as const } : {})}>{text[name]}</a>)}</nav>
        <span class="right"><LanguageSwitch choose={choose} /><button type="button" class="quiet" title={text.by(me.user.name)} onClick={() => void logOut()}>{text.logOut}</button></span>
      </header>
      {!connected && <p class="notice" role="status">{text.lost}</p>}
      <p class="unseen" aria-live="polite">{said}</p>
      <main id="content" tabIndex={-1} ref={main}><Place path={path} /></main>
    </>
  );
}

function Place({ path }: { readonly path: string }) {
  const text = useTexts(texts);
  const [, place = '', id] = path.split('/').map(decodeURIComponent);
  if (path === '/' || (place === 'targets' && id === undefined) || place === 'log-in' || place === 'set-up') return <Overview />;
  if (place === 'targets' && id === 'new') return <AddTarget />;
  if (place === 'targets' && id !== undefined) return <TargetPage key={id} id={id} />;
  if (place === 'incidents' && id === undefined) return <Incidents />;
  if (place === 'incidents' && id !== undefined) return <IncidentPage key={id} id={id} />;
  if (place === 'alerts') return <Alerts />;
  if (place === 'settings') return <Settings section={id ?? 'account'} />;
  return <><h1>404</h1><p>{text.missing} <a href="/">{text.home}</a></p></>;
}
