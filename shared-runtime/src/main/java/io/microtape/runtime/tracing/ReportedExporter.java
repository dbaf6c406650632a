package io.microtape.runtime.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once when spans can no longer be sent, and once when they can again. */
final class ReportedExporter implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(ReportedExporter.class);
    /** The library logs past the log of the program. It is held here, because otherwise its level is forgotten with it. */
    private static final java.util.logging.Logger ITS_LOG = java.util.logging.Logger.getLogger("io.opentelemetry");

    private final String endpoint;
    private final SpanExporter exporter;
    private final AtomicBoolean failing = new AtomicBoolean();

    ReportedExporter(String endpoint, SpanExporter exporter) {
        this.endpoint = endpoint;
        this.exporter = exporter;
        ITS_LOG.setLevel(Level.OFF);
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode sent = exporter.export(spans);
        return sent.whenComplete(() -> {
            if (failing.compareAndSet(sent.isSuccess(), !sent.isSuccess())) {
                if (sent.isSuccess()) {
                    LOG.info("traces are sent to {} again", endpoint);
                } else {
                    LOG.warn(
                            "traces cannot be sent to {} and are dropped until they can; see that an OTLP collector answers there, or empty tracing.endpoint{}",
                            endpoint, reason(sent.getFailureThrowable()));
                }
            }
        });
    }

    private static String reason(Throwable failure) {
        return failure == null ? "" : " (" + failure.getMessage() + ")";
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
