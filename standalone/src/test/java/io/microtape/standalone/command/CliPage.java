package io.microtape.standalone.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The part of {@code docs/cli.md} that is what the program's own help says. */
final class CliPage {
    /** Options that many commands have, described once. */
    private static final List<String> SHARED = List.of("--server", "--home", "--config", "--set", "--json", "--limit",
            "--offset");
    private static final List<CommandLine> ALL = Commands.all();
    private static final Set<String> EVERYWHERE = Set.of("--help", "--version");

    private CliPage() {}

    static String text() {
        var text = new StringBuilder("\n## Options of many commands\n\n| option | meaning |\n|---|---|\n");
        SHARED.forEach(name -> text.append(row(described(name))));
        text.append("| `-h`, `--help` | how the command is used, with examples |\n");
        text.append("| `-V`, `--version` | the version of the program |\n");
        ALL.stream().filter(command -> !Commands.isGroup(command)).forEach(command -> text.append(section(command)));
        return text.append('\n').toString();
    }

    static String exitCodes() {
        var text = new StringBuilder("\n| exit code | meaning |\n|---|---|\n");
        Commands.root().getCommandSpec().usageMessage().exitCodeList()
                .forEach((code, meaning) -> text.append("| %s | %s |%n".formatted(code, meaning)));
        return text.append('\n').toString();
    }

    private static String section(CommandLine command) {
        var spec = command.getCommandSpec();
        var text = new StringBuilder("\n## %s\n\n".formatted(spec.qualifiedName().replaceFirst("^microtape ", "")));
        text.append(String.join(" ", spec.usageMessage().description())).append("\n\n```sh\n");
        Commands.examples(command).forEach(example -> text
                .append(example.replaceFirst("^microtape ", "./microtape ")).append('\n'));
        text.append("```\n");
        List<String> rows = new ArrayList<>();
        spec.positionalParameters().forEach(parameter -> rows.add(row(parameter)));
        List<OptionSpec> options = spec.options().stream()
                .filter(option -> EVERYWHERE.stream().noneMatch(Set.of(option.names())::contains)).toList();
        options.stream().filter(option -> !shared(option)).forEach(option -> rows.add(row(option)));
        if (!rows.isEmpty()) {
            text.append("\n| option | meaning |\n|---|---|\n");
            rows.forEach(text::append);
        }
        String also = options.stream().filter(option -> shared(option)).map(OptionSpec::longestName)
                .sorted((one, other) -> Integer.compare(SHARED.indexOf(one), SHARED.indexOf(other)))
                .map("`%s`"::formatted).collect(Collectors.joining(", "));
        return also.isEmpty() ? text.toString() : text.append("\nAlso: %s.\n".formatted(also)).toString();
    }

    /** Whether it is one that is described once, and no other one of that name. */
    private static boolean shared(OptionSpec option) {
        return SHARED.contains(option.longestName())
                && words(option.description()).equals(words(described(option.longestName()).description()));
    }

    private static OptionSpec described(String name) {
        return ALL.stream().filter(command -> !command.getCommandName().equals("demo"))
                .map(command -> command.getCommandSpec().findOption(name)).filter(Objects::nonNull)
                .filter(option -> !words(option.description()).contains("windows")).findFirst().orElseThrow();
    }

    private static String row(OptionSpec option) {
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        return "| `%s%s`%s | %s |%n".formatted(option.longestName(), label.replace("|", "\\|"),
                option.required() && option.group() == null ? ", required" : "", words(option.description()));
    }

    private static String row(PositionalParamSpec parameter) {
        return "| `%s`%s | %s |%n".formatted(parameter.paramLabel(), parameter.arity().min() > 0 ? ", required" : "",
                words(parameter.description()));
    }

    private static String words(String... description) {
        return Arrays.stream(description).collect(Collectors.joining(" ")).replace("|", "\\|");
    }
}
