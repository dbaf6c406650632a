package io.microtape.manifest.verify;

import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.RawTape;
import io.microtape.model.capture.Findings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/** What differs between what the ledger states of a file and what the file is, for people. */
final class ProofWords {
    private static final int HASH_SHOWN = 12;

    private ProofWords() {}

    static String difference(CaptureProof stated, CaptureProof found) {
        List<String> differences = new ArrayList<>();
        var both = new Both(differences, stated, found);
        both.number("rows", CaptureProof::rowsKept);
        both.number("rows received", CaptureProof::rowsReceived);
        both.number("bytes", CaptureProof::bytes);
        both.number("pages", proof -> (long) proof.pages());
        both.words("the first row at", proof -> time(proof.firstTimestamp()));
        both.words("the last row at", proof -> time(proof.lastTimestamp()));
        both.words("covered from", proof -> time(proof.from()));
        both.words("covered to", proof -> time(proof.to()));
        both.words("SHA-256", proof -> hash(proof.sha256()));
        both.words("the full tape", proof -> proof.raw().map(ProofWords::raw).orElse("none"));
        both.words("grade", proof -> proof.findings().grade());
        both.words("tick continuity", proof -> proof.findings().tickContinuity());
        both.words("measures", proof -> measures(proof.findings()));
        both.words("extension", proof -> proof.findings().extension().isEmpty()
                ? "none"
                : proof.findings().extension());
        return "the file is not what the ledger states: " + String.join("; ", differences);
    }

    private record Both(List<String> differences, CaptureProof stated, CaptureProof found) {
        void number(String what, Function<CaptureProof, Long> of) {
            long before = of.apply(stated);
            long now = of.apply(found);
            if (before != now) {
                differences.add(String.format(Locale.ROOT, "%,d %s, stated are %,d", now, what, before));
            }
        }

        void words(String what, Function<CaptureProof, Object> of) {
            Object before = of.apply(stated);
            Object now = of.apply(found);
            if (!Objects.equals(before, now)) {
                differences.add("%s %s, stated is %s".formatted(what, now, before));
            }
        }
    }

    private static String raw(RawTape raw) {
        return String.format(Locale.ROOT, "%,d bytes with SHA-256 %s", raw.bytes(), hash(raw.sha256()));
    }

    private static String measures(Findings findings) {
        return "%s trades a second, relative spread %s".formatted(findings.tradesPerSecond(),
                findings.relativeSpread());
    }

    private static String hash(String sha256) {
        return sha256.length() > HASH_SHOWN ? sha256.substring(0, HASH_SHOWN) + "…" : sha256;
    }

    private static String time(long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos).toString();
    }
}
