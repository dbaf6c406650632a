package io.microtape.standalone.command;

import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.coverage.CoverageKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says which captures are meant. */
final class WhereOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--where", paramLabel = "KEY=VALUE[,VALUE]", description = "only captures with one of these values: of session, symbol, event_type, month, date, wave, tape, state or grade; may be repeated")
    private List<String> where = new ArrayList<>();

    /** The values of each key; several of one key are any of them. */
    Map<CoverageKey, Set<String>> values() {
        return understood(() -> {
            Map<CoverageKey, Set<String>> values = new EnumMap<>(CoverageKey.class);
            for (String each : where) {
                String[] parts = each.split("=", 2);
                if (parts.length < 2) {
                    throw new IllegalArgumentException(
                            "--where is '%s'; give a key and its values, such as state=failed".formatted(each));
                }
                CoverageKey key = CoverageAsk.key(parts[0].strip());
                List<String> words = Arrays.stream(parts[1].split(",", -1)).map(String::strip).toList();
                // Left out, as a server would leave it out, it would mean every capture.
                if (words.contains("")) {
                    throw new IllegalArgumentException(
                            "--where is '%s', which has an empty value; give one, or leave it out".formatted(each));
                }
                words.stream().map(key::value).forEach(values.computeIfAbsent(key, _ -> new HashSet<>())::add);
            }
            return values;
        });
    }

    /** What words on the command line mean; the message of one that means nothing says what to do. */
    <T> T understood(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
