import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

/** The heading of a page, which is also what its tab is called; what can be done stands beside it. */
export function Title({ text, children }: { readonly text: string; readonly children?: ComponentChildren }) {
  useEffect(() => { document.title = `${text} · Culprit`; }, [text]);
  return <div class="title"><h1>{text}</h1>{children !== undefined && <div class="actions">{children}</div>}</div>;
}
