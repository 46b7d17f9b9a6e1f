import type { Suspicion } from '@culprit/core';
import { bucket } from '../targets/bucket.ts';
import { objectStore } from '../targets/object-store.ts';
import type { Place } from '../targets/place-fields.ts';

/** The bucket or store that a failure belongs to, whichever layer it was seen at; `undefined`: it is none of ours. */
export const suspectedPlace = (suspicion: Pick<Suspicion, 'related'>): (Place & { readonly bucket?: string }) | undefined => suspicion.related(bucket) ?? suspicion.related(objectStore);
