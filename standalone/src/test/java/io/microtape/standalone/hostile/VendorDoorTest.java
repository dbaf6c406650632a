package io.microtape.standalone.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.runtime.json.Json;
import io.microtape.standalone.SmallMarket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A vendor that is an enemy: it answers with bytes of every sort, leads elsewhere, unpacks to gigabytes and lies in its headers.
 * The run comes to its end, nobody elsewhere is asked, and the key is shown to nobody but the vendor.
 */
class VendorDoorTest {
    @Test
    void a_vendor_that_is_an_enemy_ends_captures_and_nothing_else() throws IOException {
        var door = new Door("vendor");
        try (var elsewhere = new HostileVendor(Optional.empty(), new Hostile(0));
                var vendor = new HostileVendor(Optional.of(elsewhere.url()), new Hostile(Hostile.FIRST_SEED + 9_000L));
                var home = new ServedHome(Optional.of(vendor.url()))) {
            var before = home.burden();
            String body = Json.text(Map.of("manifest_id", home.manifestId()));
            var started = home.send("POST", "/api/v1/runs",
                    ServedHome.operator() + "Content-Type: application/json\r\n",
                    body.getBytes(StandardCharsets.UTF_8));
            assertThat(started.status()).as(started.body()).isEqualTo(200);
            String run = Json.mapper().readTree(started.body()).at("/run_id").asText();
            // What fails is asked again later, so the run is not waited for: so many answers are.
            SmallMarket.until(() -> vendor.answers() > 150L * Hostile.SEEDS || over(home, run));
            home.send("POST", "/api/v1/runs/" + run + "/cancel",
                    ServedHome.operator() + "Content-Type: application/json\r\n", new byte[0]);
            assertThat(elsewhere.answers()).as("somebody elsewhere was asked").isZero();
            vendor.kinds().forEach((kind, answers) -> {
                for (long i = 0; i < answers; i++) {
                    door.count(kind);
                }
            });
            door.print();
            vendor.stop();
            home.unharmed(before);
        }
    }

    private static boolean over(ServedHome home, String run) {
        try {
            return !home.send("GET", "/api/v1/runs/" + run, ServedHome.operator(), new byte[0]).body()
                    .contains("\"RUNNING\"");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
