package io.microtape.manifest.run;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Tape;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.model.session.Session;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.ledger.RunControl;
import io.microtape.runtime.ledger.RunSort;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What somebody asks of a run, in the words that REST and the commands share.
 *
 * @param tapes  empty for what the manifest's profile says
 * @param order  empty for the order of the run that is resumed, else for {@code runs.order}
 * @param budget of a run that is resumed, what it says goes over what was said before
 */
public record RunRequest(Optional<Set<Tape>> tapes, Set<Session> waves, Optional<Integer> limit,
        Optional<Integer> pilot, Optional<RunOrder> order, BudgetChange budget) {
    /** All that the manifest's profile says, without a budget. */
    public static final RunRequest WHOLE = new RunRequest(Optional.empty(), RunScope.ALL_WAVES, Optional.empty(),
            Optional.empty(), Optional.empty(), BudgetChange.NONE);

    /** What a retry asks again when nothing else is said: holes have a schedule of their own. */
    public static final Set<CaptureState> GIVEN_UP = Collections
            .unmodifiableSet(EnumSet.of(CaptureState.FAILED, CaptureState.NOT_ENTITLED));

    /**
     * The scope, for a manifest with these tapes.
     *
     * @throws ProblemException when a number is out of range, or limit and pilot are both there
     */
    RunScope scope(Set<Tape> otherwise) {
        return understood(() -> new RunScope(tapes.orElse(otherwise), waves, limit, pilot));
    }

    /** The tapes that words mean: {@code trades,quotes}, or {@code both}. */
    public static Set<Tape> tapes(String words) {
        return words.equalsIgnoreCase("both")
                ? EnumSet.allOf(Tape.class)
                : all("tapes", words, EnumSet.allOf(
                        Tape.class), "use trades, quotes or both");
    }

    /** The waves that words mean: {@code PM,AH,RTH}, or {@code all}. */
    public static Set<Session> waves(String words) {
        return words.equalsIgnoreCase("all")
                ? RunScope.ALL_WAVES
                : all("waves", words, RunScope.ALL_WAVES,
                        "use PM, AH, RTH, several of them with commas, or all");
    }

    /** The states that words mean, of those whose captures may be asked again: {@code FAILED,NOT_ENTITLED}. */
    public static Set<CaptureState> states(String words) {
        return all("states", words, RunControl.RETRIED, "use FAILED, NOT_ENTITLED, VENDOR_HOLE, or several of them");
    }

    /** The order of a list of runs that a word means: {@code -created_at}. */
    public static RunSort sort(String word) {
        return RunSort.of(word).orElseThrow(() -> new ProblemException(Problem
                .badRequest("runs cannot be sorted by '%s'".formatted(word), "use one of: " + RunSort.words())));
    }

    /** The budget that numbers mean; 0 lifts a limit. */
    public static BudgetChange budget(Optional<Long> requests, Optional<Double> gigabytes, Optional<Double> hours) {
        return understood(() -> BudgetChange.of(requests, gigabytes, hours));
    }

    private static <T> T understood(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest(e.getMessage(), "correct it and ask again"));
        }
    }

    private static <E extends Enum<E>> Set<E> all(String name, String words, Set<E> allowed, String remedy) {
        return Arrays.stream(words.split(",", -1)).map(word -> allowed.stream()
                .filter(value -> value.name().equals(word.strip().toUpperCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> new ProblemException(
                        Problem.badRequest("%s is '%s'".formatted(name, words), remedy))))
                .collect(Collectors.toSet());
    }
}
