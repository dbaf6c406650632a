package io.microtape.standalone.command;

import io.microtape.manifest.run.RunCosts.Preview;
import io.microtape.manifest.run.RunLine;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunScope;
import io.microtape.model.coverage.Progress;
import io.microtape.runtime.coverage.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs in lines for a terminal. */
final class RunText {
    private RunText() {}

    /** Where a run stands, in one line. */
    static String line(Run run) {
        return "run       %s%s %s %s".formatted(run.runId(),
                run.scope().pilot().map(windows -> " pilot of at most %d windows".formatted(windows)).orElse("")
                        + run.scope().limit().map(windows -> " the first %d windows".formatted(windows)).orElse(""),
                run.state(), run.reason()).strip();
    }

    static List<String> lines(RunStatus status) {
        Run run = status.run();
        List<String> lines = new ArrayList<>();
        lines.add(line(run));
        lines.add("about     %s in %s, order %s".formatted(words(run.scope().tapes()), words(run.scope().waves()),
                run.order().name().toLowerCase(Locale.ROOT)));
        lines.add("used      " + RunLine.used(run));
        lines.add("progress  " + RunLine.of(run, status.progress()));
        return lines;
    }

    /** How many captures were given up, beside a bar; empty when none was. */
    static String trouble(Progress progress) {
        return Stream.of(CaptureState.FAILED, CaptureState.NOT_ENTITLED, CaptureState.VENDOR_HOLE)
                .filter(state -> progress.of(state) > 0)
                .map(state -> String.format(Locale.ROOT, "%,d %s", progress.of(state),
                        state.name().toLowerCase(Locale.ROOT).replace('_', ' ')))
                .collect(Collectors.joining(", "));
    }

    static List<String> lines(Preview preview) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "retry     %s would ask for %,d captures again", preview.runId(),
                preview.captures()));
        preview.causes().forEach(cause -> lines.add(String.format(Locale.ROOT, "  %,9d  %s: %s", cause.captures(),
                cause.state(), cause.cause())));
        lines.addAll(EstimateText.cost(preview.estimate()));
        return lines;
    }

    /** The options that start the same run again. */
    static String options(RunScope scope) {
        return scope.pilot().map(windows -> " --pilot " + windows).orElse("")
                + scope.limit().map(windows -> " --limit " + windows).orElse("")
                + (scope.waves().equals(RunScope.ALL_WAVES) ? "" : " --waves " + words(scope.waves()));
    }

    private static String words(Set<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
