package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.cluster.ClusterSettings;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.lake.LakeSettings;
import io.microtape.runtime.ledger.LedgerSettings;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.simulator.universe.SyntheticUniverse;
import io.microtape.simulator.universe.UniverseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Holds the documentation to the program: settings, command lines, links, classes, checks.
 * With {@code -Dmicrotape.docs.write=true} the settings are written into {@code docs/configuration.md} instead.
 */
class DocumentationTest {
    private static final Path ROOT = Pages.ROOT;
    private static final Path SETTINGS = ROOT.resolve("conf/microtape.yaml");
    private static final Path REFERENCE = ROOT.resolve("docs/configuration.md");
    private static final String BEGIN = "<!-- generated from conf/microtape.yaml: begin -->\n";
    private static final String END = "<!-- generated from conf/microtape.yaml: end -->\n";
    private static final Pattern KEY_LINE = Pattern.compile("( *)([A-Za-z0-9_]+):(?: (.*?))?(?: +# (.*))?");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    @TempDir
    Path folder;

    @Test
    void the_configuration_reference_is_what_the_shipped_settings_say() throws IOException {
        String page = Files.readString(REFERENCE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String written = page.substring(begin, end);
        if (Boolean.getBoolean("microtape.docs.write")) {
            Files.writeString(REFERENCE, page.substring(0, begin) + reference() + page.substring(end));
        } else {
            assertThat(written).as("write it with -Dmicrotape.docs.write=true").isEqualTo(reference());
        }
    }

    @Test
    void every_setting_has_a_line_of_documentation() throws IOException {
        Map<String, String> comments = comments();
        assertThat(leaves().keySet()).isNotEmpty()
                .allSatisfy(key -> assertThat(comment(key, comments)).as(key).isNotBlank());
    }

    @Test
    void every_documented_command_line_is_one_that_the_program_takes() throws IOException {
        List<String> lines = commandLines();
        assertThat(lines).hasSizeGreaterThan(10);
        for (String line : lines) {
            List<String> arguments = arguments(line);
            // Nothing is run: this one option is all that may be wrong with the line, and it is said only then.
            arguments.add("--no-such-option");
            Terminal.Outcome outcome = Terminal.run(arguments.toArray(String[]::new));
            assertThat(outcome.err()).as(line).startsWith("microtape: there is no option '--no-such-option' here");
        }
    }

    @Test
    void every_documented_settings_file_is_one_that_the_program_takes() throws IOException {
        List<String> files = new ArrayList<>();
        for (Path page : Pages.all()) {
            files.addAll(Pages.blocks(page, "yaml"));
        }
        assertThat(files).hasSizeGreaterThan(3);
        for (String settings : files) {
            Path file = Files.writeString(folder.resolve("settings.yaml"), settings);
            Map<?, ?> profiles = (Map<?, ?>) ((Map<?, ?>) new Load(LoadSettings.builder().build())
                    .loadFromString(settings)).get("profiles");
            List<Optional<String>> named = new ArrayList<>(List.of(Optional.empty()));
            if (profiles != null) {
                profiles.keySet().stream().map(Object::toString).filter(name -> !name.equals("active_profile"))
                        .map(Optional::of).forEach(named::add);
            }
            for (Optional<String> profile : named) {
                Config config = Config.load(Optional.of(file), profile, List.of());
                assertThat(config.profile().name()).as(settings).isNotBlank();
                config.block("ledger", LedgerSettings.class);
                config.block("lake", LakeSettings.class);
                config.block("cluster", ClusterSettings.class);
            }
        }
    }

    @Test
    void every_relative_link_leads_to_a_file() throws IOException {
        for (Path page : Pages.all()) {
            for (MatchResult link : Pages.links(page)) {
                String target = link.group(2).replaceFirst("#.*", "");
                if (!target.isEmpty() && !target.contains("://")) {
                    assertThat(page.resolveSibling(target)).as("%s: %s", page, link.group()).exists();
                }
            }
        }
    }

    @Test
    void every_heading_that_a_link_names_is_there() throws IOException {
        for (Path page : Pages.all()) {
            for (MatchResult link : Pages.links(page)) {
                String[] target = link.group(2).split("#", 2);
                if (target.length == 2 && !target[0].contains("://")) {
                    Path file = target[0].isEmpty() ? page : page.resolveSibling(target[0]);
                    assertThat(headings(Files.readString(file))).as("%s: %s", page, link.group()).contains(target[1]);
                }
            }
        }
    }

    /** As GitHub names them: lower case, spaces as hyphens, other signs left out. */
    private static List<String> headings(String page) {
        return Pattern.compile("(?m)^#+ +(.*)$").matcher(page).results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void every_class_that_the_architecture_names_by_path_bears_that_name() throws IOException {
        List<MatchResult> classes = Pages.links(ROOT.resolve("ARCHITECTURE.md")).stream()
                .filter(link -> link.group(2).endsWith(".java")).toList();
        assertThat(classes).hasSizeGreaterThan(20);
        assertThat(classes).allSatisfy(link -> assertThat(ROOT.resolve(link.group(2))).isRegularFile()
                .hasFileName(link.group(1) + ".java"));
    }

    @Test
    void the_page_of_manifests_has_every_check_with_what_it_asks_for() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/manifest.md"));
        new SyntheticUniverse(3, MarketCalendars.usEquities()).write(folder.resolve("universe"),
                UniverseSettings.of(4, LocalDate.of(2024, 2, 5), LocalDate.of(2024, 2, 9)));
        JsonNode built = Terminal.run("manifest", "build", "--json", "--home", folder.toString(), "--events",
                folder.resolve("universe/events").toString(), "--daily-bars",
                folder.resolve("universe/daily_bars.parquet").toString()).json();
        for (JsonNode check : built.path("checks")) {
            assertThat(page).contains("| `%s` | %s | %s | %s |".formatted(check.path("name").asText(),
                    check.path("weight").asText().toLowerCase(Locale.ROOT), check.path("threshold").asText(),
                    check.path("unit").asText()));
        }
    }

    @Test
    void the_page_of_manifests_shows_what_a_build_of_the_real_events_prints() throws IOException {
        Path data = Recorded.data();
        String printed = Terminal.run("manifest", "build", "--dry-run", "--home", folder.toString(), "--events",
                data.resolve("events").toString(), "--daily-bars",
                data.resolve("bars/daily_bars_event_symbols.parquet").toString()).out();
        String shown = printed.lines().filter(line -> !line.startsWith("manifest "))
                .collect(Collectors.joining("\n", "```\n", "\n```\n"));
        assertThat(Files.readString(ROOT.resolve("docs/manifest.md"))).contains(shown);
    }

    private static List<String> commandLines() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path page : Pages.all()) {
            for (String block : Pages.blocks(page, "sh")) {
                block.replace("\\\n", " ").lines().filter(line -> line.matches("([A-Z_]+=\\S+ )*\\./microtape\\b.*"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** What follows the program's name, as a shell would split it, up to a pipe, a redirection or a comment. */
    private static List<String> arguments(String line) {
        List<String> arguments = new ArrayList<>();
        Matcher words = WORD.matcher(line.substring(line.indexOf("./microtape") + "./microtape".length()));
        while (words.find()) {
            String bare = words.group(3);
            if (bare != null && bare.matches("[|>&#].*")) {
                break;
            }
            arguments.add(bare != null ? bare : words.group(1) != null ? words.group(1) : words.group(2));
        }
        return arguments;
    }

    private static String reference() throws IOException {
        Map<String, String> comments = comments();
        var text = new StringBuilder("\n## Settings\n\n| key | default | meaning |\n|---|---|---|\n");
        leaves().forEach((key, value) -> text
                .append("| `%s` | `%s` | %s |%n".formatted(key, value, comment(key, comments))));
        Map<String, Map<String, Object>> profiles = profiles();
        text.append(
                "\n## Profiles\n\nWhat the shipped profiles change. An empty cell is the default above.\n\n| key |");
        profiles.keySet().forEach(name -> text.append(" %s |".formatted(name)));
        text.append("\n|---|").append("---|".repeat(profiles.size())).append('\n');
        profiles.values().stream().flatMap(profile -> profile.keySet().stream()).distinct().forEach(key -> {
            text.append("| `%s` |".formatted(key));
            profiles.values().forEach(profile -> text
                    .append(profile.containsKey(key) ? " `%s` |".formatted(profile.get(key)) : " |"));
            text.append('\n');
        });
        return text.append('\n').toString();
    }

    /** Every setting outside the profiles, by its key with dots. */
    private static Map<String, Object> leaves() throws IOException {
        Map<String, Object> leaves = flat(tree());
        leaves.keySet().removeIf(key -> key.startsWith("profiles.") && !key.equals("profiles.active_profile"));
        return leaves;
    }

    private static Map<String, Map<String, Object>> profiles() throws IOException {
        Map<String, Map<String, Object>> profiles = new LinkedHashMap<>();
        ((Map<?, ?>) tree().get("profiles")).forEach((name, profile) -> {
            if (profile instanceof Map<?, ?> differences) {
                profiles.put(name.toString(), flat(differences));
            }
        });
        return profiles;
    }

    private static Map<?, ?> tree() throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(SETTINGS));
    }

    private static Map<String, Object> flat(Map<?, ?> tree) {
        Map<String, Object> flat = new LinkedHashMap<>();
        tree.forEach((key, value) -> {
            if (value instanceof Map<?, ?> deeper && !deeper.isEmpty()) {
                flat(deeper).forEach((rest, leaf) -> flat.put(key + "." + rest, leaf));
            } else {
                flat.put(key.toString(), value);
            }
        });
        return flat;
    }

    /** The comment at the end of a key's line; keys inside braces share the comment of their line. */
    private static String comment(String key, Map<String, String> comments) {
        String line = key.substring(0, Math.max(0, key.lastIndexOf('.')));
        return comments.getOrDefault(key, comments.getOrDefault(line, ""));
    }

    private static Map<String, String> comments() throws IOException {
        Map<String, String> comments = new LinkedHashMap<>();
        var above = new TreeMap<Integer, String>();
        for (String text : Files.readAllLines(SETTINGS)) {
            Matcher line = KEY_LINE.matcher(text);
            if (line.matches()) {
                int indent = line.group(1).length();
                above.tailMap(indent).clear();
                above.put(indent, line.group(2));
                if (line.group(4) != null) {
                    comments.put(String.join(".", above.values()), line.group(4).strip());
                }
            }
        }
        return comments;
    }
}
