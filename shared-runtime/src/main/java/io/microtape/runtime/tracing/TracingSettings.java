package io.microtape.runtime.tracing;

/** The {@code tracing} block of the configuration; {@code conf/microtape.yaml} documents each key. */
public record TracingSettings(String endpoint, double sampled) {
    public TracingSettings {
        if (!endpoint.isEmpty() && !endpoint.matches("https?://[^/@\\s]+(/\\S*)?")) {
            throw new IllegalArgumentException(
                    "tracing.endpoint is '%s'; give it as http://host:4318".formatted(endpoint));
        }
        if (!(sampled >= 0 && sampled <= 1)) {
            throw new IllegalArgumentException("tracing.sampled is %s; allowed is 0 to 1".formatted(sampled));
        }
    }

    /** Whether anything is traced. */
    public boolean on() {
        return !endpoint.isEmpty();
    }
}
