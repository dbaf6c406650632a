package io.microtape.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.standalone.progress.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * What the commands say of themselves. With {@code -Dmicrotape.docs.write=true} it is written into {@code docs/cli.md}
 * instead of compared with it.
 */
class CommandsTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    Path folder;

    @Test
    void every_command_has_an_example_that_it_takes() {
        for (CommandLine command : Commands.all()) {
            String name = command.getCommandSpec().qualifiedName();
            List<String> examples = Commands.examples(command);
            assertThat(examples).as(name).isNotEmpty();
            for (String example : examples) {
                if (example.startsWith("microtape ")) {
                    Commands.root().parseArgs(words(example.substring("microtape ".length())));
                    assertThat(example).startsWith(Commands.isGroup(command) ? "microtape" : name);
                }
            }
        }
    }

    @Test
    void every_option_and_command_is_described() {
        for (CommandLine command : Commands.all()) {
            assertThat(command.getCommandSpec().usageMessage().description()).as(command.getCommandName())
                    .isNotEmpty();
            assertThat(command.getCommandSpec().args()).allSatisfy(argument -> assertThat(argument.description())
                    .as("%s %s", command.getCommandName(), argument).isNotEmpty());
        }
    }

    @Test
    void the_page_of_commands_is_what_their_help_says() throws IOException {
        Path page = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(path -> path.resolve("docs/cli.md")).filter(Files::exists).findFirst().orElseThrow();
        String text = Files.readString(page);
        String current = with(with(text, "commands", CliPage.text()), "exit codes", CliPage.exitCodes());
        if (Boolean.getBoolean("microtape.docs.write")) {
            Files.writeString(page, current);
        } else {
            assertThat(text).as("write it with -Dmicrotape.docs.write=true").isEqualTo(current);
        }
    }

    private static String with(String page, String part, String text) {
        String begin = "<!-- generated from the program's %s: begin -->\n".formatted(part);
        int from = page.indexOf(begin) + begin.length();
        return page.substring(0, from) + text
                + page.substring(page.indexOf("<!-- generated from the program's %s: end -->".formatted(part)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "manifst list | there is no command 'manifst' here; did you mean manifest or verify | microtape --help",
            "manifest lst | there is no command 'lst' here; did you mean list or estimate | microtape manifest --help",
            "manifest list --jsn | there is no option '--jsn' here; did you mean --json? | microtape manifest list --help",
            "verify now | there is no argument 'now' here | microtape verify --help",
            "run start | missing required option: '--manifest=ID' | microtape run start --help",
            "coverage --manifest x --by colour | 'colour' is nothing to count by; use one of: session | microtape coverage --help",
            "coverage --manifest x --where x=1 | 'x' is nothing to count by; use one of: session | microtape coverage --help",
            "captures | give the id of a capture, or --manifest ID | microtape captures --help",
            "run status --limit 0 | --limit is 0; allowed is 1 to 1000 | microtape run status --help"})
    void what_is_wrong_with_a_command_line_is_said_in_two_lines(String line, String words, String help)
            throws IOException {
        // An empty home, so that what is asked of one gets as far as the words.
        var home = Files.createDirectories(folder.resolve("home"));
        Files.createFile(home.resolve("ledger.db"));
        List<String> arguments = new ArrayList<>(List.of(words(line)));
        if (!line.startsWith("manif") && !line.startsWith("verify now")) {
            arguments.addAll(List.of("--home", home.toString()));
        }
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = MicrotapeCommand.run(Map.of(), new PrintWriter(out), new PrintWriter(err), Screen.NONE,
                arguments.toArray(String[]::new));
        assertThat(exit).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).hasSize(2).first().asString().startsWith("microtape: ").contains(words);
        assertThat(err.toString().lines()).last().asString().isEqualTo("microtape: for all options: " + help);
    }

    @Test
    void help_is_printed_without_loading_what_only_work_needs() throws Exception {
        Process help = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xlog:class+load",
                "-Dmicrotape.terminal=false", "-cp", System.getProperty("java.class.path"),
                "io.microtape.standalone.Main", "run", "start", "--help")
                .redirectErrorStream(true).start();
        String said = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(help.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("Usage: microtape run start").contains("picocli.CommandLine")
                .doesNotContain("io.vertx.core.Vertx ", "io.netty", "org.apache.parquet", "org.jdbi", " org.jline",
                        "com.fasterxml.jackson.databind.ObjectMapper ", "java.net.http");
    }

    @Test
    void a_group_without_a_command_shows_its_commands() {
        var err = new StringWriter();
        assertThat(MicrotapeCommand.run(Map.of(), new PrintWriter(new StringWriter()), new PrintWriter(err), "run"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Usage: microtape run", "start", "retry", "microtape run start --manifest");
    }

    @ParameterizedTest
    @CsvSource({"microtape man,manifest", "microtape manifest ap,approve", "microtape run start --man,--manifest",
            "microtape coverage --rep,--report", "microtape captures --wh,--where", "./microtape ver,verify"})
    void bash_completes_commands_and_options(String typed, String completed) throws Exception {
        var script = new StringWriter();
        assertThat(MicrotapeCommand.run(Map.of(), new PrintWriter(script), new PrintWriter(new StringWriter()),
                "completion")).isZero();
        Path file = Files.writeString(folder.resolve("completion.sh"), script.toString());
        String[] words = typed.split(" ");
        String ask = """
                source '%s'
                COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=%d
                complete -p microtape >&2
                _complete_microtape microtape '%s' '%s'
                printf '%%s\\n' "${COMPREPLY[@]}"
                """.formatted(file, typed, words.length - 1, typed, typed.length(), words[words.length - 1],
                words[words.length - 2]);
        Process bash = new ProcessBuilder("bash", "-c", ask).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(said.lines().map(String::strip)).as(said).contains(completed);
    }

    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher found = WORD.matcher(line);
        while (found.find() && !"|".equals(found.group())) {
            words.add(found.group(1) != null ? found.group(1) : found.group(2));
        }
        return words.toArray(String[]::new);
    }
}
