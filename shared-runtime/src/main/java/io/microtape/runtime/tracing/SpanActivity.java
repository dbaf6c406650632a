package io.microtape.runtime.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Optional;

/** An activity as a span of OpenTelemetry. */
final class SpanActivity implements Activity {
    private final Tracer tracer;
    private final Span span;
    private final Context context;
    private final Optional<Entered> within;

    private SpanActivity(Tracer tracer, SpanBuilder builder, Context parent, boolean enter) {
        this.tracer = tracer;
        this.span = builder.setParent(parent).startSpan();
        this.context = parent.with(span);
        this.within = enter ? Optional.of(enter()) : Optional.empty();
    }

    /** One that is part of nothing, and that no thread is at work on yet. */
    static SpanActivity root(Tracer tracer, String name, Activity beside) {
        SpanBuilder builder = tracer.spanBuilder(name);
        if (beside instanceof SpanActivity other) {
            builder.addLink(other.span.getSpanContext());
        }
        return new SpanActivity(tracer, builder, Context.root(), false);
    }

    @Override
    public Activity part(String name) {
        return new SpanActivity(tracer, tracer.spanBuilder(name), context, true);
    }

    @Override
    public Activity call(String name) {
        return new SpanActivity(tracer, tracer.spanBuilder(name).setSpanKind(SpanKind.CLIENT), context, true);
    }

    @Override
    public Activity with(String key, String value) {
        span.setAttribute(key, value);
        return this;
    }

    @Override
    public Activity with(String key, long value) {
        span.setAttribute(key, value);
        return this;
    }

    @Override
    public void failed(String why) {
        span.setStatus(StatusCode.ERROR, why);
    }

    @Override
    public Entered enter() {
        // On a thread of Vert.x this sets what the bus and the HTTP client look for: the storage is that of Vert.x.
        Scope scope = ContextStorage.get().attach(context);
        Entered current = CurrentActivity.enter(this);
        return () -> {
            current.close();
            scope.close();
        };
    }

    @Override
    public DeliveryOptions carriedBy(DeliveryOptions options) {
        var carrying = new DeliveryOptions(options).setTracingPolicy(TracingPolicy.IGNORE);
        W3CTraceContextPropagator.getInstance().inject(context, carrying, DeliveryOptions::addHeader);
        return carrying;
    }

    @Override
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    @Override
    public void close() {
        within.ifPresent(Entered::close);
        span.end();
    }
}
