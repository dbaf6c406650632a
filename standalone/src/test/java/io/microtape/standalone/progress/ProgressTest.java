package io.microtape.standalone.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    @Test
    void a_bar_gives_up_its_words_before_its_time_and_its_time_before_its_count() {
        assertThat(bar(80)).matches("capture   =+> +  41 %   70 of 168  14 s left  3 failed").hasSize(80);
        assertThat(bar(56)).matches("capture   =+> +  41 %   70 of 168  14 s left").hasSize(56);
        assertThat(bar(44)).matches("capture   =+> +  41 %   70 of 168").hasSize(44);
        assertThat(bar(30)).matches("capture   =+> +  41 %").hasSize(30);
        assertThat(bar(16)).isEqualTo("capture    41 %");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 20, 33, 39, 40, 60, 79, 80, 200})
    void a_line_is_never_wider_than_the_terminal(int columns) {
        for (BarLook look : BarLook.values()) {
            for (int done = 0; done <= 168; done += 7) {
                String line = new BarLine(look).line("capture", done, 0, 168, Duration.ofSeconds(done), "3 failed",
                        columns).replaceAll("\u001b\\[[0-9;]*m", "");
                assertThat(line.length()).as("%s of %d at %d", line, done, columns).isLessThanOrEqualTo(columns);
            }
        }
    }

    @Test
    void what_was_done_before_does_not_count_as_fast() {
        assertThat(new BarLine(BarLook.ASCII).line("x", 10, 100, 120, Duration.ofSeconds(20), "", 79))
                .contains("110 of 120", "20 s left");
    }

    @Test
    void work_of_unknown_size_shows_its_time_and_no_bar() {
        assertThat(
                new BarLine(BarLook.COLOURED).line("build", 0, 0, 0, Duration.ofSeconds(75), "the server builds", 79))
                .isEqualTo("build     1:15 min  the server builds");
    }

    @Test
    void a_bar_is_drawn_only_on_a_terminal_that_can_take_one() {
        var err = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        assertThat(screen(XTERM, err, true, "UTF-8").look()).isEqualTo(BarLook.COLOURED);
        assertThat(screen(XTERM, err, true, "UTF-8").terminal()).contains(err);
        assertThat(screen(XTERM, err, false, "UTF-8").terminal()).isEmpty();
        assertThat(screen(Map.of("TERM", "dumb"), err, true, "UTF-8").terminal()).isEmpty();
        assertThat(screen(Map.of(), err, true, "UTF-8").terminal()).isEmpty();
        assertThat(screen(Map.of("TERM", "xterm", "NO_COLOR", "1"), err, true, "UTF-8").look())
                .isEqualTo(BarLook.PLAIN);
        assertThat(screen(XTERM, err, true, "US-ASCII").look()).isEqualTo(BarLook.ASCII);
    }

    @Test
    void lines_come_at_most_every_two_seconds_but_for_steps_and_the_end() {
        List<String> lines = new ArrayList<>();
        var now = new AtomicReference<>(Instant.EPOCH);
        var progress = new LineProgress(lines::add, now::get);
        for (int i = 0; i < 50; i++) {
            int at = i;
            progress.at(i, 50, "", () -> "at " + at);
            now.set(now.get().plusMillis(100));
        }
        progress.step(1, 2, "a step");
        progress.end("the end");
        progress.close();
        progress.end("after the end");
        assertThat(lines).containsExactly("at 0", "at 20", "at 40", "a step", "the end");
    }

    @Test
    void what_is_written_meanwhile_stands_above_the_bar_and_the_bar_ends_with_its_line() {
        var bytes = new ByteArrayOutputStream();
        var bottom = new BottomLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> 40);
        assertThat(bottom.getMaxRenderedLength()).isEqualTo(39);
        bottom.accept("one");
        bottom.accept("one");
        bottom.above().print("said\n");
        bottom.accept("two");
        bottom.close();
        bottom.close();
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\u001b[Kone\r\u001b[Ksaid\n\r\u001b[Ktwo" + System.lineSeparator());
    }

    private static String bar(int columns) {
        return new BarLine(BarLook.ASCII).line("capture", 70, 0, 168, Duration.ofSeconds(10), "3 failed", columns);
    }

    private static Screen screen(Map<String, String> environment, PrintStream err, boolean terminal,
            String encoding) {
        return Screen.of(environment, err, terminal, StandardCharsets.UTF_8, encoding);
    }
}
