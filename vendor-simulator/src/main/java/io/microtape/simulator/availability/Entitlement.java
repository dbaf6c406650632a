package io.microtape.simulator.availability;

import io.microtape.model.capture.Tape;
import io.microtape.model.session.NewYorkTime;
import io.microtape.simulator.tape.TimeRange;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * What the key's plan includes; all else is answered with 403. A range is judged by where it begins, and one without a
 * beginning is cut to what is included.
 *
 * @param deniedSymbols tickers that are not included
 * @param deniedTapes tapes that are not included, of any ticker
 * @param historyFrom the first New York date that is included; empty for no such limit
 * @param historyTo the last New York date that is included; empty for no such limit
 */
public record Entitlement(Set<String> deniedSymbols, Set<Tape> deniedTapes, Optional<LocalDate> historyFrom,
        Optional<LocalDate> historyTo) {
    /** Everything is included. */
    public static final Entitlement ALL = new Entitlement(Set.of(), Set.of(), Optional.empty(), Optional.empty());

    /** Why a question is refused. */
    public enum Denial {
        TAPE, SYMBOL, TIMEFRAME
    }

    public Entitlement {
        deniedSymbols = Set.copyOf(deniedSymbols);
        deniedTapes = Set.copyOf(deniedTapes);
    }

    /** The same without this tape, and with the other. */
    public Entitlement denying(Tape tape) {
        return new Entitlement(deniedSymbols, Set.of(tape), historyFrom, historyTo);
    }

    /** The same without these tickers, and with all others. */
    public Entitlement denying(String... symbols) {
        return new Entitlement(Set.of(symbols), deniedTapes, historyFrom, historyTo);
    }

    public Entitlement from(LocalDate first) {
        return new Entitlement(deniedSymbols, deniedTapes, Optional.of(first), historyTo);
    }

    public Entitlement to(LocalDate last) {
        return new Entitlement(deniedSymbols, deniedTapes, historyFrom, Optional.of(last));
    }

    /** Why a question is refused; empty when it is not. */
    public Optional<Denial> denial(String ticker, Tape tape, TimeRange range) {
        if (deniedTapes.contains(tape)) {
            return Optional.of(Denial.TAPE);
        }
        if (deniedSymbols.contains(ticker)) {
            return Optional.of(Denial.SYMBOL);
        }
        TimeRange included = included();
        boolean stated = range.from() != Long.MIN_VALUE;
        boolean outside = range.from() < included.from() || range.from() >= included.to();
        return stated && outside ? Optional.of(Denial.TIMEFRAME) : Optional.empty();
    }

    /** The instants that are included. */
    public TimeRange included() {
        return new TimeRange(historyFrom.map(Entitlement::midnight).orElse(Long.MIN_VALUE),
                historyTo.map(last -> midnight(last.plusDays(1))).orElse(Long.MAX_VALUE));
    }

    private static long midnight(LocalDate date) {
        return NewYorkTime.epochNanos(date.atStartOfDay());
    }
}
