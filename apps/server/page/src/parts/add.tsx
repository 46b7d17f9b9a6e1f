import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** A form that is folded away until somebody wants it. It begins anew when it was sent: `children` gets what closes it. */
export function Add({ label, children }: { readonly label: string; readonly children: (done: () => void) => ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="add" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {open && children(() => setOpen(false))}
    </details>
  );
}
