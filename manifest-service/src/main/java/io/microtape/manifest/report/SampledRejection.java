package io.microtape.manifest.report;

import java.time.Instant;
import java.util.Optional;

/**
 * A rejected row that stands for others of its event type, session and reason. What the row or the rule does not have is
 * empty.
 *
 * @param timestamp  start of the event minute
 * @param session    as recomputed
 * @param scoreRaw   the score as it came
 * @param observed   in the unit of the reason's metric, as is {@code threshold}
 * @param alsoFailed other rules that the row fails, joined by commas
 * @param alike      rejected rows of the same event type, session and reason, this one included
 */
public record SampledRejection(Optional<String> symbol, Optional<Instant> timestamp, Optional<String> eventType,
        String session, Optional<Double> scoreRaw, String stage, String reason, Optional<Double> observed,
        Optional<Double> threshold, String alsoFailed, int alike) {}
