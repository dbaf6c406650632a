package io.microtape.runtime.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void a_line_holds_when_where_and_what_and_what_it_is_about() throws IOException {
        JsonNode line = line(event("capture {}: \"quoted\"\nand broken", null,
                Map.of("capture_id", "c1", "trace_id", "t1"), 7));
        assertThat(line.properties()).extracting(Map.Entry::getKey).containsExactly("timestamp", "level", "logger",
                "thread", "message", "capture_id", "trace_id");
        assertThat(line.at("/timestamp").asText()).isEqualTo("2026-02-03T04:05:06.070Z");
        assertThat(line.at("/level").asText()).isEqualTo("WARN");
        assertThat(line.at("/logger").asText()).isEqualTo("io.microtape.Some");
        assertThat(line.at("/message").asText()).isEqualTo("capture 7: \"quoted\"\nand broken");
        assertThat(line.at("/capture_id").asText()).isEqualTo("c1");
    }

    @Test
    void an_exception_stands_in_the_same_line_with_its_stack_and_cause() throws IOException {
        JsonNode line = line(event("it failed", new IllegalStateException("outer", new IOException("inner")),
                Map.of()));
        assertThat(line.at("/exception").asText()).startsWith("java.lang.IllegalStateException: outer")
                .contains("JsonLinesTest").contains("Caused by: java.io.IOException: inner");
    }

    private LoggingEvent event(String message, Throwable failure, Map<String, String> about, Object... arguments) {
        var event = new LoggingEvent("", context.getLogger("io.microtape.Some"), Level.WARN, message, failure,
                arguments);
        event.setInstant(Instant.parse("2026-02-03T04:05:06.070Z"));
        event.setMDCPropertyMap(about);
        return event;
    }

    private static JsonNode line(LoggingEvent event) throws IOException {
        var lines = new JsonLines();
        lines.start();
        String text = new String(lines.encode(event), StandardCharsets.UTF_8);
        assertThat(text).endsWith("}\n").hasLineCount(1);
        return Json.mapper().readTree(text);
    }
}
