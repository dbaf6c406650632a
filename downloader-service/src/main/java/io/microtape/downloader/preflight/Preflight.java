package io.microtape.downloader.preflight;

import io.microtape.downloader.preflight.PreflightReport.KeyStanding;
import io.microtape.downloader.preflight.TapeAccess.Access;
import io.microtape.downloader.ratelimit.CounterNumbers;
import io.microtape.downloader.ratelimit.RateLimiter;
import io.microtape.downloader.ratelimit.Timing;
import io.microtape.downloader.vendor.KeyCheck;
import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.downloader.vendor.PageOutcome.KeyRejected;
import io.microtape.downloader.vendor.PageOutcome.NotEntitled;
import io.microtape.downloader.vendor.PageOutcome.Page;
import io.microtape.downloader.vendor.PageOutcome.Refused;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.downloader.vendor.polygon.PolygonSettings;
import io.microtape.downloader.vendor.polygon.PolygonVendor;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.config.Config;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Finds out what a key can do, before a run relies on it: which tapes, and how far back. It makes at most
 * {@value Questions#MOST_REQUESTS} requests for one row each, with permits of the fleet's budget.
 */
public final class Preflight {
    private static final String ANY_SYMBOL = "AAPL";
    private static final LocalDate FIRST_DAY = LocalDate.of(2003, 9, 15);
    private static final int[] YEARS = {2, 5, 10};
    private static final int DAYS_INSIDE = 7;
    private static final long SECOND = 1_000_000_000L;

    private final Questions questions;
    private final Clock clock;

    Preflight(Questions questions, Clock clock) {
        this.questions = questions;
        this.clock = clock;
    }

    /**
     * Checks a key against what is needed; without any need, how far back each tape goes.
     *
     * @param needs at most one for each tape
     */
    public static Future<PreflightReport> check(Vertx vertx, Config config, VendorKey key, List<TapeNeed> needs) {
        var settings = config.block("polygon", PolygonSettings.class).withPageLimit(1);
        var clock = Clock.systemUTC();
        var vendor = new PolygonVendor(vertx, settings, key, 1, clock);
        var limiter = new RateLimiter(new CounterNumbers(vertx.sharedData()::getCounter), vendor.name(),
                settings.budget(),
                settings.backoffMax(), Timing.of(vertx, clock));
        var report = new AtomicReference<PreflightReport>();
        return vertx.deployVerticle(_ -> {
            var preflight = new Preflight(new Questions(vendor, limiter, new KeyCheck(clock)), clock);
            report.set(preflight.check(needs));
            return Future.succeededFuture();
        }, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)).compose(vertx::undeploy)
                .compose(_ -> vendor.close()).map(_ -> report.get());
    }

    /** As above, on a virtual thread. */
    PreflightReport check(List<TapeNeed> needs) {
        List<TapeAccess> tapes = new ArrayList<>();
        if (needs.isEmpty()) {
            Arrays.stream(Tape.values()).forEach(tape -> tapes.add(check(tape, Optional.empty())));
        } else {
            needs.forEach(need -> tapes.add(check(need.tape(), Optional.of(need))));
        }
        return new PreflightReport(key(), List.copyOf(tapes), questions.asked(), words(tapes));
    }

    private TapeAccess check(Tape tape, Optional<TapeNeed> need) {
        var search = new HistorySearch(instants(),
                need.map(each -> List.of(each.oldest(), each.newest())).orElse(List.of()));
        String symbol = need.map(TapeNeed::symbol).orElse(ANY_SYMBOL);
        String said = "";
        for (OptionalLong next = search.next(); next.isPresent(); next = search.next()) {
            PageOutcome outcome = questions.ask(tape, symbol, next.getAsLong());
            switch (outcome) {
                // The vendor refuses no question for its date: a refusal is about the symbol, and so the tape is open.
                case Page _,Refused _ -> search.answered(next.getAsLong(), true);
                case NotEntitled(String cause) -> {
                    said = cause;
                    search.answered(next.getAsLong(), false);
                }
                case KeyRejected(String cause) -> {
                    return new TapeAccess(tape, Access.UNKNOWN, Optional.empty(), Optional.empty(),
                            "the vendor does not know the key: " + cause);
                }
                default -> {
                    return access(tape, need, search, true, Questions.words(outcome));
                }
            }
        }
        return access(tape, need, search, false, said);
    }

    private static TapeAccess access(Tape tape, Optional<TapeNeed> need, HistorySearch search, boolean cutShort,
            String said) {
        Optional<LocalDate> allowed = day(search.oldestAllowed());
        Optional<LocalDate> denied = day(search.newestDenied());
        boolean enough = search.oldestAllowed().isPresent()
                && need.map(each -> search.oldestAllowed().getAsLong() <= each.oldest()).orElse(!cutShort);
        boolean refused = search.newestDenied().isPresent();
        Access access;
        if (enough) {
            access = Access.ENTITLED;
        } else if (allowed.isPresent() && refused) {
            access = Access.PARTLY;
        } else {
            access = refused && !cutShort ? Access.DENIED : Access.UNKNOWN;
        }
        String from = allowed.map(day -> "answered back to " + day).orElse("not answered for any day asked about");
        String to = denied.map(day -> ", refused for %s".formatted(day)).orElse("");
        return new TapeAccess(tape, access, allowed, denied,
                from + to + (said.isEmpty() ? "" : ": " + said));
    }

    private KeyStanding key() {
        return questions.keyKnown()
                ? KeyStanding.ACCEPTED
                : questions.keyRejected() ? KeyStanding.REJECTED : KeyStanding.UNKNOWN;
    }

    private String words(List<TapeAccess> tapes) {
        if (!questions.keyKnown()) {
            return questions.keyRejected()
                    ? "the vendor did not accept the key; check %s".formatted(VendorKey.MICROTAPE_VARIABLE)
                    : "the vendor gave no answer that tells of the key; try again, or check polygon.base_url";
        }
        List<String> lacking = tapes.stream().filter(tape -> tape.access() != Access.ENTITLED)
                .map(tape -> tape.tape().word()).toList();
        return lacking.isEmpty()
                ? "the key is accepted and has what was asked about"
                : "the key is accepted; not all that was asked about is included or could be found out: "
                        + String.join(", ", lacking);
    }

    /** The days that plans end at, each a little inside; none is a matter of hours. */
    private List<Long> instants() {
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        List<Long> instants = new ArrayList<>();
        instants.add(instant(today.minusDays(DAYS_INSIDE)));
        for (int years : YEARS) {
            instants.add(instant(today.minusYears(years).plusDays(DAYS_INSIDE)));
        }
        instants.add(instant(FIRST_DAY));
        return instants;
    }

    private static long instant(LocalDate day) {
        return day.atTime(LocalTime.of(15, 0)).toEpochSecond(ZoneOffset.UTC) * SECOND;
    }

    private static Optional<LocalDate> day(OptionalLong nanos) {
        return nanos.isPresent()
                ? Optional.of(Instant.ofEpochSecond(nanos.getAsLong() / SECOND).atZone(ZoneOffset.UTC).toLocalDate())
                : Optional.empty();
    }
}
