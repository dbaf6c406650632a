package io.microtape.standalone.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.standalone.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tapes in the lake that somebody changed: no call that reads them fails by it, and verify names them. */
@ExtendWith(ServedHome.Given.class)
@ResourceLock(ServedHome.ONE)
class TapesDoorTest {
    private static final int DAMAGED = 12;
    private static final int VERIFIED = 3;

    @Test
    void a_changed_tape_is_told_of_and_never_served_as_if_it_were_whole(ServedHome home) throws IOException {
        var door = new Door("tapes");
        var before = home.burden();
        Path tape = home.home().resolve("lake").resolve(home.capture().path());
        byte[] whole = Files.readAllBytes(tape);
        String window = "/api/v1/windows/" + home.capture().spec().windowId().value();
        String asked = "/tape?manifest=" + home.manifestId() + "&tape=" + home.capture().spec().tape().word();
        try {
            for (int seed = Hostile.FIRST_SEED; seed < Hostile.FIRST_SEED + Hostile.SEEDS; seed++) {
                var hostile = new Hostile(seed + 8_000L);
                for (int i = 0; i < DAMAGED; i++) {
                    Files.write(tape, hostile.damaged(whole));
                    for (String call : List.of("", asked, asked + "&format=csv&limit=all", asked + "&format=arrow",
                            asked + "&format=parquet", asked + "&points=200", asked + "&sort=-price&limit=5")) {
                        byte[] request = RawHttp.request("GET", window + call, ServedHome.operator(), new byte[0]);
                        RawHttp.Answer answer = RawHttp.send(home.url(), request);
                        ServedHome.sound(request, answer);
                        door.count(answer.status());
                    }
                    if (i % (DAMAGED / VERIFIED) == 0) {
                        var verified = Terminal.run("verify", "--home", home.home().toString());
                        assertThat(verified.exit()).as(verified.out() + verified.err()).isEqualTo(1);
                        assertThat(verified.out() + verified.err()).contains(home.capture().path())
                                .doesNotContain("Exception", "\tat ");
                        door.count("told by verify");
                    }
                }
            }
        } finally {
            Files.write(tape, whole);
        }
        door.print();
        home.unharmed(before);
    }
}
