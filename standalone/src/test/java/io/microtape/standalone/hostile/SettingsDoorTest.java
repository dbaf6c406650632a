package io.microtape.standalone.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.runtime.http.AccessTokens;
import io.microtape.standalone.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Settings files, options and the environment, wrong in every way: refused in words, with the exit code of a mistake. */
@Timeout(120)
class SettingsDoorTest {
    private static final int NOT_DONE = 2;
    private static final int OF_EACH = 25;
    private static final String SETTINGS = "server: {port: 0}\nprofiles: {active_profile: demo}\ndownloader: {workers: 2}\n";

    @TempDir
    Path folder;

    @Test
    void a_settings_file_that_is_made_to_hurt_is_refused_by_its_name() throws IOException {
        var door = new Door("settings file");
        List<byte[]> files = new ArrayList<>();
        var laughs = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char each = 'b'; each <= 'z'; each++) {
            laughs.append("%c: &%c [%s]\n".formatted(each, each, ("*" + (char) (each - 1) + ", ").repeat(9)));
        }
        for (String text : List.of(laughs.toString(), "a: &a [*a]", "server: &a {port: *a}",
                "server: !!java.net.URL [\"http://127.0.0.1:1\"]",
                "server: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]",
                "a: !!python/object/apply:os.system ['x']",
                "server: {port: 1, port: 2}", "server: []", "server: {port: {}}",
                "server: {port: 99999999999999999999}",
                "server: {port: 1e999}", "server: {port: .nan}", "no_such_block: {a: 1}", "[1, 2]", "text",
                "---\n---\n", "a: |\n  " + "x".repeat(5_000_000),
                "\0", "\uFEFFserver", "server: {host: \"\\ud800\"}", "? [a]: b", "[".repeat(50_000),
                "{a: ".repeat(50_000), "- ".repeat(50_000),
                "a: ".repeat(20_000), "\"", "'", "%YAML 9.9\n---\na", "<<: {a: b}", "profiles: {active_profile: none}",
                "profiles: 1",
                "intraday_manifest: {max_events: -1}", "polygon: {base_url: \"file:///etc/passwd\"}",
                "polygon: {backoff: \"999999999999h\"}")) {
            files.add(text.getBytes(StandardCharsets.UTF_8));
        }
        files.add(new byte[] {(byte) 0xC3, (byte) 0x28});
        for (byte[] file : files) {
            assertThat(run(door, file, List.of())).as(shown(file)).isEqualTo(NOT_DONE);
        }
        for (int seed = Hostile.FIRST_SEED; seed < Hostile.FIRST_SEED + Hostile.SEEDS; seed++) {
            var hostile = new Hostile(seed + 11_000L);
            for (int i = 0; i < OF_EACH; i++) {
                // Some of it may be settings still, by accident.
                assertThat(run(door, hostile.damaged(SETTINGS.getBytes(StandardCharsets.UTF_8)), List.of())).isIn(0,
                        NOT_DONE);
                run(door, hostile.bytes(1 + hostile.number(300)), List.of());
            }
        }
        door.print();
    }

    @Test
    void no_argument_and_no_variable_is_more_than_refused() throws IOException {
        var door = new Door("arguments");
        List<List<String>> commands = List.of(List.of("manifest", "show"), List.of("manifest", "build", "--events"),
                List.of("run", "start", "--manifest"), List.of("run", "status"), List.of("coverage", "--manifest"),
                List.of("coverage", "--by"), List.of("captures", "--where"), List.of("verify", "--part"),
                List.of("run", "start", "--set"),
                List.of("manifest", "list", "--server"), List.of("export", "--to"),
                List.of("manifest", "list", "--config"), List.of());
        for (int seed = Hostile.FIRST_SEED; seed < Hostile.FIRST_SEED + Hostile.SEEDS; seed++) {
            var hostile = new Hostile(seed + 12_000L);
            for (List<String> command : commands) {
                for (String text : hostile.texts(OF_EACH / 3)) {
                    List<String> arguments = new ArrayList<>(command);
                    arguments.add(text);
                    arguments.addAll(List.of("--home", folder.resolve("home").toString()));
                    expect(door, Terminal.run(arguments.toArray(String[]::new)), arguments);
                }
            }
            for (String text : hostile.texts(OF_EACH)) {
                for (String variable : List.of(AccessTokens.READ_VARIABLE, AccessTokens.OPERATE_VARIABLE)) {
                    var outcome = Terminal.run(Map.of(variable, "x" + text), "serve", "--port", "99999", "--home",
                            folder.resolve("home").toString());
                    expect(door, outcome, List.of(variable, text));
                    assertThat(outcome.exit()).isEqualTo(NOT_DONE);
                }
            }
        }
        door.print();
    }

    private int run(Door door, byte[] settings, List<String> more) throws IOException {
        Path file = Files.write(folder.resolve("microtape.yaml"), settings);
        List<String> arguments = new ArrayList<>(
                List.of("run", "status", "--home", folder.resolve("home").toString(), "--config",
                        file.toString()));
        arguments.addAll(more);
        var outcome = Terminal.run(arguments.toArray(String[]::new));
        expect(door, outcome, List.of(shown(settings)));
        return outcome.exit();
    }

    private static void expect(Door door, Terminal.Outcome outcome, List<String> what) {
        String as = "%s: %.600s".formatted(what.toString().substring(0, Math.min(300, what.toString().length())),
                outcome.err());
        assertThat(outcome.exit()).as(as).isIn(0, 1, NOT_DONE);
        assertThat(outcome.err()).as(as).doesNotContain("\tat ", "Exception", "java.lang", "StackOverflow");
        assertThat(outcome.err().length()).as("it is said in a few lines").isLessThan(20_000);
        door.count("exit " + outcome.exit());
    }

    private static String shown(byte[] file) {
        return new String(file, 0, Math.min(60, file.length), StandardCharsets.UTF_8);
    }
}
