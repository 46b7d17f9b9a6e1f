import { useEffect, useState } from 'preact/hooks';

const here = (): string => location.pathname + location.search;
const moved = 'culprit-moved';

/** Goes to a page of this site, as a link would. */
export function go(path: string): void {
  history.pushState(undefined, '', path);
  dispatchEvent(new Event(moved));
}

/** The path that is shown, with its query. Links within the site are followed without loading anything. */
export function usePath(): string {
  const [path, setPath] = useState(here);
  useEffect(() => {
    const look = (): void => setPath(here());
    const follow = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (link === null || link.origin !== location.origin || link.target !== '' || link.hasAttribute('download') || link.pathname.startsWith('/api/') || link.hash !== '') return;
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented) return;
      event.preventDefault();
      go(link.pathname + link.search);
    };
    addEventListener('popstate', look);
    addEventListener(moved, look);
    document.addEventListener('click', follow);
    return () => {
      removeEventListener('popstate', look);
      removeEventListener(moved, look);
      document.removeEventListener('click', follow);
    };
  }, []);
  return path;
}
