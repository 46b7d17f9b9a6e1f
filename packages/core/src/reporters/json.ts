import type { Reporter } from './reporter.ts';
import { escapeJson } from '../neutralise.ts';

/** The report itself, as `report-schema.ts` describes it. */
export const json: Reporter = {
  id: 'json',
  mediaType: 'application/json',
  render: (report) => `${escapeJson(JSON.stringify(report, undefined, 2))}\n`,
};
