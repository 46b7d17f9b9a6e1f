import { SpanStatusCode } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { fill, version, type Report } from '@culprit/core';
import type { Incident, Transition, Watch } from '@culprit/watch';

/** Severity numbers of the OpenTelemetry log data model: ERROR, WARN, INFO. */
const severityOf: { readonly [S in Incident['severity']]: number } = { critical: 17, major: 17, minor: 13 };
const recovered = 9;

/**
 * Sends what happens to a collector by OTLP/HTTP: a span for each look with its findings as events, a log record for each
 * step in the life of an incident. The collector is the administrator's own. Resolves when disposed to all of it being sent.
 */
export function sendOtlp(watch: Watch, collector: string): AsyncDisposable {
  const base = collector.replace(/\/$/, '');
  const resource = resourceFromAttributes({ 'service.name': 'culprit', 'service.version': version });
  const tracing = new TracerProvider({ resource, spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${base}/v1/traces` }) })] });
  const logging = new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter({ url: `${base}/v1/logs` }) })] });
  const [tracer, logger] = [tracing.getTracer('culprit', version), logging.getLogger('culprit', version)];
  const end = watch.on((event) => {
    if (event.type === 'result') {
      const { target, verdict, startedAt, tookMs, cause, attempts, node } = event.result;
      const label = event.report.targets.find(({ impliedBy }) => impliedBy === undefined)?.label ?? target;
      const span = tracer.startSpan('look', {
        root: true, startTime: startedAt,
        attributes: { 'culprit.target.id': target, 'culprit.target': label, 'culprit.verdict': verdict, 'culprit.attempts': attempts, ...(cause === undefined ? {} : { 'culprit.cause': cause }), ...(node === undefined ? {} : { 'culprit.node': node }) },
      });
      for (const finding of event.report.findings) if (finding.outcome === 'fail' || finding.outcome === 'inconclusive') span.addEvent(finding.id, { 'culprit.outcome': finding.outcome, 'culprit.text': textOf(event.report, finding.id, finding.params) }, startedAt + tookMs);
      if (verdict === 'down') span.setStatus({ code: SpanStatusCode.ERROR, message: cause ?? '' });
      span.end(startedAt + tookMs);
    } else if (event.type === 'incident') logger.emit(recordOf(event.incident, event.transition));
  });
  return {
    async [Symbol.asyncDispose]() {
      end();
      await Promise.allSettled([tracing.shutdown(), logging.shutdown()]);
    },
  };
}

function textOf({ texts }: Report, key: string, params: Report['findings'][number]['params']): string {
  const template = texts[key]?.en;
  return template === undefined ? key : fill(template, params, 'en').slice(0, 500);
}

const recordOf = ({ id, cause, subject, severity, owner, targets, text }: Incident, { kind, at }: Transition): Parameters<ReturnType<LoggerProvider['getLogger']>['emit']>[0] => ({
  timestamp: at, severityNumber: kind === 'resolved' ? recovered : severityOf[severity], severityText: severity, body: text.en.title, eventName: `culprit.incident.${kind}`,
  attributes: { 'culprit.incident': id, 'culprit.cause': cause, 'culprit.subject': subject, 'culprit.owner': owner, 'culprit.targets': targets.length, ...(text.en.witness === undefined ? {} : { 'culprit.witness': text.en.witness }) },
});
