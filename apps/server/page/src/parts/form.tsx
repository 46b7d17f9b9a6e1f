import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { reasonOf } from '../api.ts';
import { useLocale } from '../locale.ts';

export type Values = { readonly [name: string]: string };

/** A form that says what was refused, and can't be sent twice. `sent` gets what was typed; where it throws, the reason is shown. */
export function Form({ button, sent, children, danger = false }: { readonly button: string; readonly sent: (values: Values, form: HTMLFormElement) => Promise<unknown>; readonly children?: ComponentChildren; readonly danger?: boolean }) {
  const locale = useLocale();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const submit = async (form: HTMLFormElement): Promise<void> => {
    setBusy(true);
    setTrouble(undefined);
    try {
      await sent(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)])), form);
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void submit(event.currentTarget); }}>
      {children}
      {trouble !== undefined && <p class="notice bad" role="alert">{reasonOf(trouble, locale)}</p>}
      <button type="submit" class={danger ? 'danger' : 'primary'} disabled={busy} aria-busy={busy}>{button}</button>
    </form>
  );
}

type InputType = 'text' | 'password' | 'url' | 'number' | 'datetime-local' | 'time';

export interface FieldOptions {
  readonly label: string;
  readonly name: string;
  readonly type?: InputType;
  readonly value?: string;
  readonly hint?: string | undefined;
  readonly required?: boolean;
  readonly autoComplete?: string;
  readonly minLength?: number;
  readonly numeric?: boolean;
  readonly placeholder?: string;
}

/** One line to type into, with its name and what is to be known about it. */
export function Field({ label, name, type = 'text', value, hint, required = false, autoComplete = 'off', minLength, numeric = false, placeholder }: FieldOptions) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {/* The types of Preact know inputs by one type each. */}
      <input id={id} name={name} type={type as 'text'} defaultValue={value ?? ''} required={required} autoComplete={autoComplete} spellcheck={false} autoCapitalize="none" step={type === 'number' ? 'any' : undefined}
        minLength={minLength} inputMode={numeric ? 'numeric' : undefined} placeholder={placeholder} aria-describedby={hint === undefined ? undefined : `${id}-hint`} />
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}

export function Choice({ label, name, choices, value, hint, onChange }: {
  readonly label: string; readonly name: string; readonly choices: readonly (readonly [value: string, label: string])[]; readonly value?: string | undefined; readonly hint?: string; readonly onChange?: (value: string) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} aria-describedby={hint === undefined ? undefined : `${id}-hint`} onChange={(event) => onChange?.(event.currentTarget.value)}>
        {choices.map(([one, shown]) => <option key={one} value={one} selected={one === value}>{shown}</option>)}
      </select>
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}

export function Tick({ label, name, checked = false }: { readonly label: string; readonly name: string; readonly checked?: boolean }) {
  return <label class="tick"><input type="checkbox" name={name} value="yes" defaultChecked={checked} /> {label}</label>;
}
