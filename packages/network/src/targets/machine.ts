import { defineTarget, type TargetKind } from '@culprit/core';
import { schemaOf } from './fields.ts';

export type Machine = Record<never, never>;

/** The machine that the program runs on, with its settings: what can be judged without a target. `culprit doctor` examines it. */
export const machine: TargetKind<Machine> = defineTarget({
  kind: 'machine',
  text: { en: 'This machine and its network settings', 'zh-CN': '本机及其网络设置' },
  schema: schemaOf<Machine>({}),
  rows: 'checks',
  label: () => 'localhost',
});
