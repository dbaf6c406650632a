package io.microtape.standalone.command;

import io.microtape.status.http.CaptureJson;
import io.microtape.status.http.CaptureJson.Ended;
import io.microtape.status.http.CaptureJson.Proof;
import io.microtape.status.http.EventJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Captures in lines for a terminal. */
final class CaptureText {
    private CaptureText() {}

    /** One line each. */
    static List<String> table(List<CaptureJson> captures) {
        int id = width(captures, CaptureJson::captureId);
        int type = width(captures, capture -> or(capture.eventType(), "-"));
        return captures.stream().map(capture -> String.format(Locale.ROOT, "%s  %-15s %-6s %s  %s",
                pad(capture.captureId(), id), capture.state(), capture.session(),
                pad(or(capture.eventType(), "-"), type), outcome(capture)).stripTrailing()).toList();
    }

    /** All there is to say of one. */
    static List<String> lines(CaptureJson capture) {
        List<String> lines = new ArrayList<>();
        lines.add("capture   " + capture.captureId());
        lines.add("state     %s%s".formatted(capture.state(),
                capture.cause() == null ? "" : ": " + capture.cause()));
        if (capture.nextLook() != null) {
            lines.add("again     " + capture.nextLook());
        }
        lines.add("window    %s of %s, %s on %s: %s to %s".formatted(capture.tape().word(), capture.symbol(),
                capture.session(), capture.dateEt(), capture.windowFrom(), capture.windowTo()));
        if (capture.event() != null) {
            lines.add("event     %s: %s".formatted(capture.eventAt(), bar(capture.event())));
        }
        lines.add(String.format(Locale.ROOT, "asked     %,d requests, %,d failures", capture.requests(),
                capture.failures()));
        if (capture.proof() != null) {
            proof(lines, capture.proof());
        }
        lines.add("file      %s%s".formatted(capture.path(), capture.file() == null
                ? " (not there)"
                : capture.file().present() ? "" : " (missing: see microtape verify)"));
        if (capture.file() != null && capture.file().present()) {
            lines.add("from      %s %s, fetched %s".formatted(capture.file().vendor(), capture.file().endpoint(),
                    capture.file().fetchedAt()));
        }
        if (capture.attempts() != null) {
            capture.attempts().forEach(attempt -> lines.add(line(attempt)));
        }
        return lines;
    }

    private static void proof(List<String> lines, Proof proof) {
        lines.add(String.format(Locale.ROOT, "rows      %,d kept of %,d on %,d page%s, %,d bytes", proof.rowsKept(),
                proof.rowsReceived(), proof.pages(), proof.pages() == 1 ? "" : "s", proof.bytes()));
        lines.add("spans     %s to %s".formatted(proof.first(), proof.last()));
        if (proof.extension() != null) {
            lines.add("covers    %s to %s: %s".formatted(proof.coversFrom(), proof.coversTo(), proof.extension()));
        }
        lines.add("grade     %s%s".formatted(proof.grade(), proof.tickContinuity() == null
                ? ""
                : String.format(Locale.ROOT, ", trades in %.0f %% of the minutes", 100 * proof.tickContinuity())));
        lines.add("sha256    " + proof.sha256());
    }

    private static String line(Ended attempt) {
        return "attempt   %d by %s, %s: %s%s".formatted(attempt.leaseToken(), attempt.leasedBy(), attempt.endedAt(),
                attempt.outcome(), attempt.cause().isEmpty() ? "" : ": " + attempt.cause());
    }

    private static String bar(EventJson event) {
        List<String> parts = new ArrayList<>();
        value(parts, "open", event.open());
        value(parts, "high", event.high());
        value(parts, "low", event.low());
        value(parts, "close", event.close());
        value(parts, "volume", event.volume());
        value(parts, "spike", event.spikeX());
        return String.join(", ", parts);
    }

    private static void value(List<String> parts, String name, Double value) {
        if (value != null) {
            parts.add(String.format(Locale.ROOT, value == Math.rint(value) ? "%s %,.0f" : "%s %,.4f", name, value));
        }
    }

    private static String outcome(CaptureJson capture) {
        return capture.proof() != null
                ? String.format(Locale.ROOT, "%,9d rows  grade %s", capture.proof().rowsKept(),
                        capture.proof().grade())
                : or(capture.cause(), "");
    }

    private static int width(List<CaptureJson> captures, Function<CaptureJson, String> text) {
        return captures.stream().map(text).mapToInt(String::length).max().orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String or(String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
