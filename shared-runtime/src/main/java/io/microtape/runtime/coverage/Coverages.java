package io.microtape.runtime.coverage;

import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.coverage.CoverageKey;
import io.microtape.model.coverage.Progress;
import io.microtape.model.coverage.Remaining;
import io.microtape.model.coverage.Remaining.Spread;
import io.microtape.model.run.Run;
import io.microtape.runtime.cost.CaptureKind;
import io.microtape.runtime.cost.Estimator;
import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.cost.RecentCosts;
import io.microtape.runtime.cost.Total;
import io.microtape.runtime.cost.Totals;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The one query layer behind every coverage number, in REST, dashboard, command line and reports: what there is, what is
 * missing, and what the rest will cost. An answer is exactly what the ledger held at a moment during the call.
 * <p>
 * The captures of a manifest are read once into memory and then follow the ledger's changes, so any two keys of a million
 * captures take some ten milliseconds, and no number is kept that could differ from the captures themselves.
 */
public final class Coverages {
    private static final int WARMED = 3;

    private final Ledger ledger;
    private final Images images;
    private final Estimator estimator;
    private final InstantSource clock;

    public Coverages(Ledger ledger, Pace pace, InstantSource clock) {
        this.ledger = ledger;
        this.images = new Images(ledger.captureFeed());
        this.estimator = new Estimator(new RecentCosts(ledger, clock), pace);
        this.clock = clock;
    }

    /**
     * Counts captures.
     *
     * @throws LedgerException when there is no such manifest, or no such run of it
     */
    public Coverage of(CoverageAsk ask) {
        String manifestId = ledger.manifests().get(ask.manifestId()).manifestId();
        Optional<Run> run = ask.runId().map(id -> run(id, manifestId));
        return images.ask(manifestId, image -> {
            var narrowing = narrowing(image, ask.where(), run);
            return answer(ask, Tally.of(image, narrowing), ask.by().isEmpty()
                    ? new Grouping.Page(List.of(), 0)
                    : new Grouping(image, narrowing, ask).page());
        });
    }

    /** Reads the manifests that were built last, so that the first question about them need not wait for that. */
    public void warm() {
        List<ManifestRecord> all = ledger.manifests().all();
        all.stream().sorted(Comparator.comparing(ManifestRecord::builtAt).reversed()).limit(WARMED)
                .forEach(manifest -> of(CoverageAsk.of(manifest.manifestId())));
    }

    /** Runs, with how far each is. */
    public RunStatuses runs() {
        return new RunStatuses(ledger, this);
    }

    /** How far a run is, of all that it is about. */
    public Progress progress(Run run) {
        return images.ask(run.manifestId(), image -> {
            Tally tally = Tally.of(image, narrowing(image, Map.of(), Optional.of(run)));
            return Progress.of(tally.states(), tally.rows(), tally.bytes());
        });
    }

    /**
     * A page of captures.
     *
     * @param captures   in the order asked for
     * @param eventTypes of each of them in this manifest
     * @param total      captures on all pages
     */
    public record Captures(List<CaptureRecord> captures, List<String> eventTypes, long total) {}

    /**
     * Lists captures.
     *
     * @throws LedgerException when there is no such manifest
     */
    public Captures list(CaptureAsk ask) {
        String manifestId = ledger.manifests().get(ask.manifestId()).manifestId();
        record Found(long[] numbers, List<String> eventTypes, long total) {}
        Found found = images.ask(manifestId, image -> {
            var listing = new Listing(image, narrowing(image, ask.where(), Optional.empty()), ask);
            int[] page = listing.page();
            var types = image.axis(CoverageKey.EVENT_TYPE);
            return new Found(Arrays.stream(page).mapToLong(at -> image.number[at]).toArray(),
                    Arrays.stream(page).mapToObj(at -> types.values()[types.code().applyAsInt(at)]).toList(),
                    listing.total());
        });
        return new Captures(ledger.captures().numbered(found.numbers()), found.eventTypes(), found.total());
    }

    private Coverage answer(CoverageAsk ask, Tally tally, Grouping.Page page) {
        long captures = tally.states().values().stream().mapToLong(Long::longValue).sum();
        long had = Coverage.NOT_MISSING.stream().mapToLong(tally.states()::get).sum();
        long next = ask.offset() + ask.limit();
        return new Coverage(ask.manifestId(), clock.instant(), captures, tally.states(), captures - had, tally.rows(),
                tally.bytes(), remaining(tally.waiting()), tally.reasons(),
                ask.by().stream().map(CoverageKey::word).toList(),
                page.groups(), page.total(), ask.limit(), ask.offset(),
                next < page.total() ? OptionalLong.of(next) : OptionalLong.empty());
    }

    private Remaining remaining(SortedMap<CaptureKind, Integer> waiting) {
        if (waiting.isEmpty()) {
            return Remaining.NOTHING;
        }
        Totals totals = estimator.of(waiting);
        return new Remaining(totals.captures(), spread(totals.requests()), spread(totals.bytes()),
                spread(totals.hours()));
    }

    private static Spread spread(Total total) {
        return new Spread(total.p50(), total.p90());
    }

    private Run run(String runId, String manifestId) {
        Run run = ledger.runs().get(runId);
        if (!run.manifestId().equals(manifestId)) {
            throw LedgerException
                    .notFound(
                            "%s is a run of the manifest %s, not of %s".formatted(runId, run.manifestId(), manifestId));
        }
        return run;
    }

    /** What is asked for, of what a run is about if one is named. */
    private Narrowing narrowing(ManifestImage image, Map<CoverageKey, Set<String>> asked, Optional<Run> run) {
        Map<CoverageKey, Set<String>> scope = run.map(Run::scope).map(about -> Map.of(CoverageKey.TAPE,
                names(about.tapes()), CoverageKey.SESSION, names(about.waves()))).orElse(Map.of());
        return new Narrowing(image, List.of(asked, scope), chosen(image, run));
    }

    private static Set<String> names(Set<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).collect(Collectors.toSet());
    }

    private Optional<BitSet> chosen(ManifestImage image, Optional<Run> run) {
        return run.filter(present -> present.scope().chosen()).map(present -> {
            var positions = new BitSet(image.size);
            List<Long> numbers = new ArrayList<>();
            ledger.captureFeed().chosen(present.manifestId(), present.runId(), row -> numbers.add(row.getLong(1)));
            numbers.stream().mapToInt(image::position).filter(at -> at >= 0).forEach(positions::set);
            return positions;
        });
    }
}
