package io.microtape.downloader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Round lots or shares. */
class SizeUnitTest {
    @Test
    void trades_are_in_shares() {
        assertThat(SizeUnit.of(spec(Tape.TRADES, "2013-10-07T14:00:00Z"), 0, 0)).isEqualTo(SizeUnit.SHARES);
    }

    @Test
    void quotes_are_in_shares_from_the_day_of_the_rule_on() {
        assertThat(SizeUnit.of(spec(Tape.QUOTES, "2025-11-03T05:00:00Z"), 1, 0)).isEqualTo(SizeUnit.SHARES);
        assertThat(SizeUnit.of(spec(Tape.QUOTES, "2025-11-03T04:59:00Z"), 1, 0)).isEqualTo(SizeUnit.ROUND_LOTS);
    }

    @Test
    void older_quotes_are_what_their_sizes_say() {
        CaptureSpec old = spec(Tape.QUOTES, "2021-08-23T14:00:00Z");
        assertThat(SizeUnit.of(old, 1000, 999)).isEqualTo(SizeUnit.ROUND_LOTS);
        assertThat(SizeUnit.of(old, 1000, 1000)).isEqualTo(SizeUnit.SHARES);
        assertThat(SizeUnit.of(old, 3, 3)).isEqualTo(SizeUnit.UNKNOWN);
    }

    private static CaptureSpec spec(Tape tape, String instant) {
        long at = Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
        return new CaptureSpec(WindowId.of("IBM", at), "IBM", tape, at, at - 1, at + 1, QuotePolicy.KEEP_ALL);
    }
}
