package io.microtape.runtime.tracing;

import io.vertx.core.VertxBuilder;

/** What a process tells of its work to whoever collects traces: everything, a share of it, or nothing. */
public interface Tracing extends AutoCloseable {
    /** Nothing is told, and nothing of the library that would tell it is loaded. */
    Tracing OFF = new Tracing() {
        @Override
        public VertxBuilder into(VertxBuilder builder) {
            return builder;
        }

        @Override
        public Activity root(String name, Activity beside) {
            return Activity.NONE;
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    };

    /**
     * As the settings say.
     *
     * @param service  what the process is, as {@code downloader-service}
     * @param instance tells it from the others that are the same
     */
    static Tracing of(TracingSettings settings, String service, String instance) {
        return settings.on() ? OpenTelemetryTracing.start(settings, service, instance) : OFF;
    }

    /** Lets traces go along with what is said on the bus and over HTTP. */
    VertxBuilder into(VertxBuilder builder);

    /**
     * Begins a trace.
     *
     * @param beside another that it belongs together with; {@link Activity#NONE} for none
     */
    Activity root(String name, Activity beside);

    /** Sends what is not sent yet, for at most three seconds; what is told later is lost. */
    @Override
    void close();
}
