package io.microtape.model.run;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a run may use up before it is paused; what is absent has no limit. A capture that is in flight when a budget is
 * used up is finished, so a run may end a little above it.
 *
 * @param requests requests of the vendor, failed ones included; at least 1
 * @param bytes    bytes of published files; at least 1
 * @param millis   milliseconds as a running run; at least 1
 */
public record RunBudget(Optional<Long> requests, Optional<Long> bytes, Optional<Long> millis) {
    /** No limit at all. */
    public static final RunBudget NONE = new RunBudget(Optional.empty(), Optional.empty(), Optional.empty());

    private static final double BYTES_PER_GB = 1e9;
    private static final double MILLIS_PER_HOUR = 3_600_000;

    /** @throws IllegalArgumentException when a limit is below 1 */
    public RunBudget {
        if (requests.filter(RunBudget::none).isPresent() || bytes.filter(RunBudget::none).isPresent()
                || millis.filter(RunBudget::none).isPresent()) {
            throw new IllegalArgumentException("a budget is more than 0");
        }
    }

    /** What of it is used up, in words; empty while something is left of every part. */
    public Optional<String> usedUp(RunUse used) {
        if (requests.filter(most -> used.requests() >= most).isPresent()) {
            return Optional.of("its budget of %d requests is used up".formatted(requests.get()));
        }
        if (bytes.filter(most -> used.bytes() >= most).isPresent()) {
            return Optional.of("its budget of %s GB is used up".formatted(plain(bytes.get() / BYTES_PER_GB)));
        }
        return millis.filter(most -> used.millis() >= most)
                .map(most -> "its budget of %s hours is used up".formatted(plain(most / MILLIS_PER_HOUR)));
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static boolean none(long limit) {
        return limit < 1;
    }
}
