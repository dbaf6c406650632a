package io.microtape.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules in bold of ARCHITECTURE.md and the tests of this package are the same list, and call each other by name. */
class RulesTest {
    private static final Path PAGE = Path.of("../ARCHITECTURE.md");
    private static final String HERE = "standalone/src/test/java/io/microtape/standalone/acceptance/";
    private static final Pattern RULE = Pattern.compile("(?m)^\\| \\*\\*([^*]+)\\*\\*.*$");
    private static final Pattern LINK = Pattern.compile("\\[(\\w+)]\\(" + HERE + "(\\w+)\\.java\\)");

    @Test
    void every_rule_links_to_the_one_test_that_has_its_name() throws IOException {
        List<MatchResult> rules = RULE.matcher(Files.readString(PAGE)).results().toList();
        assertThat(rules).hasSize(8).allSatisfy(rule -> {
            List<MatchResult> links = LINK.matcher(rule.group()).results().toList();
            assertThat(links).as(rule.group(1)).hasSize(1);
            assertThat(links.getFirst().group(1)).isEqualTo(links.getFirst().group(2))
                    .isEqualToIgnoringCase(rule.group(1).replaceAll("\\W", "") + "Test");
        });
    }

    @Test
    void every_test_here_is_that_of_a_rule() throws IOException {
        String page = Files.readString(PAGE).toLowerCase(Locale.ROOT);
        try (Stream<Path> files = Files.list(Path.of("..").resolve(HERE))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("Test.java"))
                    .filter(name -> !name.equals("RulesTest.java")))
                    .hasSize(8).allMatch(name -> page.contains(("/acceptance/" + name).toLowerCase(Locale.ROOT)));
        }
    }
}
