package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.json.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code target/bom.json}: every jar that the program runs with, and that each may be given on with it. */
class BillOfMaterialsTest {
    /**
     * What goes together with Apache-2.0 when it is linked and not changed. jline's own text is the BSD licence of three
     * clauses; the plugin takes its name for that of four.
     */
    private static final Set<String> FITTING = Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause",
            "BSD-4-Clause", "CC0-1.0", "EPL-1.0", "EPL-2.0", "(CDDL-1.0 OR GPL-2.0-with-classpath-exception)");

    @Test
    void every_jar_that_the_program_runs_with_is_listed_with_a_hash() throws IOException {
        Set<String> jars = Stream
                .of(Files.readString(Path.of("target/runtime-classpath")).strip().split(File.pathSeparator))
                .map(path -> Path.of(path).getFileName().toString()).filter(name -> name.endsWith(".jar"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = new TreeSet<>();
        for (JsonNode component : bom().at("/components")) {
            listed.add("%s-%s.jar".formatted(component.at("/name").asText(), component.at("/version").asText()));
            assertThat(component.at("/hashes").size()).as(component.at("/name").asText()).isPositive();
        }
        assertThat(jars).hasSizeGreaterThan(50);
        assertThat(listed).containsAll(jars);
    }

    @Test
    void every_licence_fits_that_of_the_program() throws IOException {
        for (JsonNode component : bom().at("/components")) {
            List<String> licences = new ArrayList<>();
            component.at("/licenses").forEach(each -> licences.add(Stream
                    .of(each.at("/license/id"), each.at("/license/name"), each.at("/expression"))
                    .map(JsonNode::asText).filter(text -> !text.isEmpty()).findFirst().orElse("")));
            assertThat(licences).as("licences of %s", component.at("/name").asText()).isNotEmpty()
                    .anyMatch(FITTING::contains);
        }
    }

    @Test
    void two_builds_of_one_commit_have_one_bill() throws IOException {
        assertThat(bom().has("serialNumber")).isFalse();
        assertThat(bom().at("/metadata").has("timestamp")).isFalse();
    }

    private static JsonNode bom() throws IOException {
        Path bom = Path.of("target/bom.json");
        assumeTrue(Files.exists(bom), "no bill of materials: an offline build of Maven makes none");
        return Json.mapper().readTree(Files.readString(bom));
    }
}
