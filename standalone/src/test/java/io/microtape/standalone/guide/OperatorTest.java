package io.microtape.standalone.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.standalone.Pages;
import io.microtape.standalone.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/operator.md} to the program; {@code BackupTest} makes and restores the backup that it describes. */
class OperatorTest {
    @Test
    void the_service_of_the_unit_file_is_a_command_that_the_program_takes() throws IOException {
        String unit = Pages.blocks(Pages.ROOT.resolve("docs/operator.md"), "ini").getFirst();
        String line = unit.lines().filter(each -> each.startsWith("ExecStart=")).findFirst().orElseThrow();
        Stream<String> arguments = Arrays.stream(line.split(" ")).skip(1);
        // Nothing is served: this one option is all that may be wrong with the line.
        Terminal.Outcome outcome = Terminal
                .run(Stream.concat(arguments, Stream.of("--no-such-option")).toArray(String[]::new));
        assertThat(outcome.err()).startsWith("microtape: there is no option '--no-such-option' here");
        assertThat(unit).contains("RestartPreventExitStatus=" + outcome.exit());
    }

    @Test
    void the_secrets_of_the_service_are_variables_that_the_settings_page_or_the_program_names() throws IOException {
        String secrets = Pages.blocks(Pages.ROOT.resolve("docs/operator.md"), "ini").get(1);
        String settings = Files.readString(Pages.ROOT.resolve("docs/configuration.md"))
                + Files.readString(Pages.ROOT.resolve("docs/cli.md"));
        assertThat(secrets.lines().map(each -> each.replaceFirst("=.*", ""))).hasSize(5)
                .allSatisfy(name -> assertThat(settings).contains(name));
    }

    @Test
    void every_line_for_a_shell_is_one_that_a_shell_understands() throws IOException, InterruptedException {
        for (String script : Pages.blocks(Pages.ROOT.resolve("docs/operator.md"), "bash")) {
            Process shell = new ProcessBuilder("sh", "-n").redirectErrorStream(true).start();
            try (var in = shell.getOutputStream()) {
                in.write(script.getBytes(StandardCharsets.UTF_8));
            }
            assertThat(shell.waitFor()).as(script).isZero();
        }
    }
}
