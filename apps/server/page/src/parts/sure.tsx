import { useId, useRef, useState } from 'preact/hooks';
import { reasonOf } from '../api.ts';
import { useLocale, useTexts } from '../locale.ts';

const texts = { en: { cancel: 'Cancel' }, 'zh-CN': { cancel: '取消' } };

/** A button for what can't be undone: it asks first. */
export function Sure({ label, question, act }: { readonly label: string; readonly question: string; readonly act: () => Promise<unknown> }) {
  const text = useTexts(texts);
  const locale = useLocale();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [trouble, setTrouble] = useState<unknown>();
  const confirm = async (): Promise<void> => {
    try {
      await act();
      dialog.current?.close();
    } catch (error) {
      setTrouble(error);
    }
  };
  return (
    <>
      <button type="button" onClick={() => dialog.current?.showModal()}>{label}</button>
      <dialog ref={dialog} aria-labelledby={id} onClose={() => setTrouble(undefined)}>
        <p id={id}>{question}</p>
        {trouble !== undefined && <p class="notice bad" role="alert">{reasonOf(trouble, locale)}</p>}
        <p class="actions"><button type="button" onClick={() => dialog.current?.close()}>{text.cancel}</button><button type="button" class="danger" onClick={() => void confirm()}>{label}</button></p>
      </dialog>
    </>
  );
}
