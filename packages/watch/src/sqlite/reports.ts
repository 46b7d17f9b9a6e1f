import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Report } from '@culprit/core';
import type { Tables } from './tables.ts';

/** A report with a chain and a diagnosis has 30,000 characters; what is far beyond that holds something that a server made large. */
const maxChars = 1_000_000;
const maxFindings = 200;

/** A small window and the fastest level: reports become no larger by it, and compressing takes less memory. */
const sparing = { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_windowLog]: 17 };

/** A report as it is stored: compressed, and without its exhibits where it is too large. */
export function packReport(report: Report): Uint8Array {
  const text = JSON.stringify(report);
  return zstdCompressSync(text.length <= maxChars ? text : JSON.stringify(withoutExhibits(report)), { params: sparing });
}

/** The report that {@link packReport} stored. */
export function unpackReport(body: Uint8Array): Report {
  return JSON.parse(zstdDecompressSync(body, { maxOutputLength: 64 * maxChars }).toString('utf8')) as Report;
}

function withoutExhibits(report: Report): Report {
  return {
    ...report,
    evidence: report.evidence.slice(0, 1_000).map((evidence) => {
      if (evidence.status !== 'observed') return evidence;
      const { table: _, ...rest } = evidence;
      return { ...rest, exhibit: null };
    }),
    findings: report.findings.slice(0, 1_000),
  };
}

/** What a report says that isn't well, to be found without reading reports. */
export function findingRows(report: Report, target: number, dueAt: number): readonly Tables['findings'][] {
  const labels = new Map(report.targets.map(({ id, label }) => [id, label]));
  return report.findings
    .filter(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive')
    .slice(0, maxFindings)
    .map(({ id, layer, outcome, severity = null, target: about, params }, position) => ({
      target, due_at: dueAt, position, finding: id, layer, outcome, severity, about: labels.get(about) ?? '', params: JSON.stringify(params),
    }));
}
