package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.simulator.universe.SyntheticUniverse;
import io.microtape.simulator.universe.UniverseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line shows of a manifest after it was built. */
class ManifestReportTest {
    @TempDir
    Path folder;

    @BeforeEach
    void universe() throws Exception {
        new SyntheticUniverse(3, MarketCalendars.usEquities()).write(folder.resolve("universe"),
                UniverseSettings.of(40, LocalDate.of(2024, 2, 5), LocalDate.of(2024, 2, 16)));
    }

    @Test
    void an_approved_no_go_stays_a_no_go_that_shows_who_overrode_it_and_why() throws Exception {
        JsonNode built = build("core");
        String id = built.at("/manifest_id").asText();
        Path report = Path.of(built.at("/path").asText()).resolve("report.md");
        String asBuilt = Files.readString(report);
        assertThat(built.at("/verdict").asText()).isEqualTo("NO_GO");
        assertThat(microtape("manifest", "check", id).out()).contains("approved  by nobody");

        assertThat(microtape("manifest", "approve", id, "--by", "ann", "--reason", "pilot").exit()).isZero();

        Terminal.Outcome check = microtape("manifest", "check", id);
        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out()).contains("verdict   NO_GO").contains("FAIL    total_events")
                .containsPattern("override  \\S+Z by ann, over a NO_GO: pilot");
        Terminal.Outcome show = microtape("manifest", "show", id);
        assertThat(show.exit()).isZero();
        assertThat(show.out()).startsWith(asBuilt).contains("by ann, over a NO_GO: pilot");
        JsonNode json = microtape("manifest", "show", id, "--json").json();
        assertThat(json.at("/approvals/0/approved_by").asText()).isEqualTo("ann");
        assertThat(json.at("/approvals/0/verdict").asText()).isEqualTo("NO_GO");
        assertThat(microtape("manifest", "check", id, "--json").json().at("/approvals/0/reason").asText())
                .isEqualTo("pilot");
        assertThat(Files.readString(report)).isEqualTo(asBuilt);
    }

    @Test
    void a_go_with_warnings_ends_well_and_names_what_it_warns_of() {
        String id = build("demo", "--set", "checks.events_min=1", "--set", "checks.recommended.months_min=12")
                .at("/manifest_id").asText();
        Terminal.Outcome check = microtape("manifest", "check", id);
        assertThat(check.exit()).as(check.out()).isZero();
        assertThat(check.out()).contains("verdict   GO_WITH_WARNINGS: none of 13 mandatory checks failed")
                .containsPattern("WARN    months_covered +1 months, asked for at least 12");
    }

    @Test
    void the_report_for_programs_is_the_one_that_was_stored() throws Exception {
        JsonNode built = build("demo");
        String id = built.at("/manifest_id").asText();
        JsonNode shown = microtape("manifest", "show", id, "--json").json();
        for (String topic : Stream.of("quotas", "marginal_effects", "concentration", "dates", "rejections_sample",
                "reproducibility", "checks", "funnel").toList()) {
            assertThat(shown.path(topic)).as(topic).isNotEmpty().isEqualTo(built.path(topic));
        }
    }

    @Test
    void a_report_that_was_changed_is_not_believed() throws Exception {
        JsonNode built = build("core");
        Path file = Path.of(built.at("/path").asText()).resolve("report.json");
        Files.writeString(file, Files.readString(file).replace("\"verdict\" : \"NO_GO\"", "\"verdict\" : \"GO\""));
        Terminal.Outcome check = microtape("manifest", "check", built.at("/manifest_id").asText());
        assertThat(check.exit()).isEqualTo(2);
        assertThat(check.err()).contains("its verdict is GO, its checks say NO_GO");
        Files.writeString(file, "[]");
        Terminal.Outcome show = microtape("manifest", "show", built.at("/manifest_id").asText());
        assertThat(show.exit()).isEqualTo(2);
        assertThat(show.err()).contains("cannot be read").doesNotContain("Exception");
    }

    @Test
    void a_manifest_that_is_not_there_is_not_shown() {
        build("demo");
        assertThat(microtape("manifest", "show", "nothing").err()).contains("there is no manifest nothing here");
        assertThat(microtape("manifest", "check", "nothing").exit()).isEqualTo(2);
    }

    @Test
    void the_summary_of_a_build_fits_a_screen_and_says_where_the_report_is() {
        Terminal.Outcome built = microtape(arguments("core"));
        assertThat(built.out().lines().count()).isLessThan(40);
        assertThat(built.out()).contains("verdict   NO_GO").contains("report.md").contains("manifest approve");
        assertThat(built.out().lines().filter(line -> line.contains(" rejected ") && line.contains(" left")))
                .hasSize(6);
    }

    private JsonNode build(String profile, String... more) {
        return microtape(Stream.of(arguments(profile), new String[] {"--json"}, more).flatMap(Stream::of)
                .toArray(String[]::new)).json();
    }

    private String[] arguments(String profile) {
        return new String[] {"manifest", "build", "--profile", profile, "--set",
                "intraday_manifest.require_daily_metrics=false", "--events",
                folder.resolve("universe/events").toString(), "--daily-bars",
                folder.resolve("universe/daily_bars.parquet").toString()};
    }

    private Terminal.Outcome microtape(String... arguments) {
        return Terminal.run(
                Stream.concat(Stream.of(arguments), Stream.of("--home", folder.resolve("home").toString()))
                        .toArray(String[]::new));
    }
}
