package io.microtape.runtime.tracing;

import io.microtape.runtime.Software;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.VertxBuilder;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Traces over OTLP. Work waits for none of it: spans wait in a queue of bounded length, and those that find it full, or whose
 * collector does not answer, are dropped.
 */
final class OpenTelemetryTracing implements Tracing {
    private static final String PATH = "/v1/traces";
    private static final int MOST_WAITING = 8_192;
    private static final int MOST_CHARACTERS = 500;
    private static final Duration SENT_EVERY = Duration.ofSeconds(1);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(2);
    private static final long END_SECONDS = 3;

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;

    private OpenTelemetryTracing(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
        this.tracer = sdk.getTracer("io.microtape");
    }

    static Tracing start(TracingSettings settings, String service, String instance) {
        Resource process = Resource.getDefault().merge(Resource.create(Attributes.builder()
                .put("service.name", service).put("service.version", Software.version())
                .put("service.instance.id", instance).build()));
        SdkTracerProvider provider = SdkTracerProvider.builder().setResource(process)
                .setSampler(Sampler.parentBased(new WorthTelling(Sampler.traceIdRatioBased(settings.sampled()))))
                .setSpanLimits(SpanLimits.builder().setMaxAttributeValueLength(MOST_CHARACTERS).build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter(settings.endpoint()))
                        .setMaxQueueSize(MOST_WAITING).setScheduleDelay(SENT_EVERY)
                        .setExporterTimeout(ANSWERED_WITHIN.multipliedBy(2)).build())
                .build();
        return new OpenTelemetryTracing(OpenTelemetrySdk.builder().setTracerProvider(provider)
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance())).build());
    }

    private static ReportedExporter exporter(String endpoint) {
        String base = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
        return new ReportedExporter(base, OtlpHttpSpanExporter.builder()
                .setEndpoint(base.endsWith(PATH) ? base : base + PATH).setCompression("gzip")
                .setTimeout(ANSWERED_WITHIN).setConnectTimeout(CONNECTED_WITHIN)
                .setRetryPolicy(RetryPolicy.builder().setMaxAttempts(2).build()).build());
    }

    @Override
    public VertxBuilder into(VertxBuilder builder) {
        return builder.withTracer(new OpenTelemetryTracingFactory(sdk));
    }

    @Override
    public Activity root(String name, Activity beside) {
        return SpanActivity.root(tracer, name, beside);
    }

    @Override
    public void close() {
        sdk.shutdown().join(END_SECONDS, TimeUnit.SECONDS);
    }
}
