import type { OptionField, OptionFields } from '@culprit/core';
import { useLocale, useTexts } from '../locale.ts';
import { Choice, Field, Tick, type Values } from './form.tsx';

const texts = {
  en: { unset: '(default)', duration: '250ms, 5s, 2m, 1h, 1d', list: 'separated by commas', secret: 'a reference: env:NAME or file:path', map: 'Name: value, separated by commas' },
  'zh-CN': { unset: '（默认）', duration: '250ms、5s、2m、1h、1d', list: '以逗号分隔', secret: '引用：env:NAME 或 file:路径', map: '名称: 值，以逗号分隔' },
};

/** Inputs for fields that are given as data, each under its own name; {@link optionValues} reads them back. The server judges them, and says what is wrong. */
export function OptionInputs({ fields, without = [] }: { readonly fields: OptionFields; readonly without?: readonly string[] }) {
  return <>{Object.entries(fields).filter(([name]) => !without.includes(name)).map(([name, field]) => <Input key={name} name={name} field={field} />)}</>;
}

function Input({ name, field }: { readonly name: string; readonly field: OptionField }) {
  const text = useTexts(texts);
  const locale = useLocale();
  const label = field.text[locale];
  const required = field.required === true;
  switch (field.type) {
    case 'boolean': return <Tick label={label} name={name} checked={field.default === true} />;
    case 'enum': return <Choice label={label} name={name} value={field.default} choices={[...(field.default === undefined && !required ? [['', text.unset] as const] : []), ...field.values.map((value) => [value, value] as const)]} />;
    case 'integer': case 'number': return <Field label={label} name={name} type="number" required={required} value={field.default === undefined ? '' : String(field.default)} />;
    case 'duration': return <Field label={label} name={name} required={required} value={field.default === undefined ? '' : shortest(field.default)} hint={text.duration} />;
    case 'list': case 'map': case 'secret': return <Field label={label} name={name} required={required} hint={text[field.type]} />;
    case 'string': return <Field label={label} name={name} required={required} value={field.default ?? ''} />;
    case 'object': return null;
  }
}

const units = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1_000], ['ms', 1]] as const;
const shortest = (ms: number): string => units.flatMap(([unit, size]) => (ms % size === 0 ? [`${ms / size}${unit}`] : []))[0] ?? `${ms}ms`;

/** What was typed, as a config file would say it; what was left empty is not said. */
export function optionValues(fields: OptionFields, typed: Values): { readonly [name: string]: unknown } {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, field]): [string, unknown][] => {
    const value = typed[name]?.trim() ?? '';
    if (field.type === 'boolean') return name in typed ? [[name, true]] : [];
    if (value === '') return [];
    const items = value.split(/[,，]/).map((item) => item.trim()).filter((item) => item !== '');
    switch (field.type) {
      case 'integer': case 'number': return [[name, Number(value)]];
      case 'list': return [[name, field.items.type === 'integer' ? items.map(Number) : items]];
      case 'map': return [[name, Object.fromEntries(items.map((item) => [item.replace(/:.*/s, '').trim(), item.replace(/^[^:]*:/, '').trim()]))]];
      default: return [[name, value]];
    }
  }));
}
