package io.microtape.standalone.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.standalone.Pages;
import io.microtape.standalone.guide.Block.Shown;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what {@code docs/guide.md} says, block by block, in a folder of its own against the simulated vendor, and compares
 * what is printed with what the guide shows.
 * <ul>
 * <li>A number with a decimal point is a share, a size or a time: it and the width of its column may differ in what a
 * command prints, not in the answer to a query
 * <li>A line {@code ...} stands for lines that the guide leaves out
 * <li>A picture has the size of the one that the guide shows
 * </ul>
 * With {@code -Dmicrotape.docs.write=true} the answers and pictures are written into the guide instead.
 */
class GuideTest {
    private static final Path PAGE = Pages.ROOT.resolve("docs/guide.md");
    private static final boolean WRITE = Boolean.getBoolean("microtape.docs.write");
    private static final Pattern IMAGE = Pattern.compile("!\\[[^\\]]*\\]\\((images/guide-([a-z-]+\\.png))\\)");

    @TempDir
    static Path folder;
    private static final Map<Shown, String> answers = new HashMap<>();

    @TestFactory
    List<DynamicTest> every_block_of_the_guide_does_what_the_guide_says() throws IOException {
        var shell = new Shell(folder);
        List<Block> blocks = Block.of(Files.readString(PAGE));
        List<DynamicTest> tests = new ArrayList<>();
        for (Block block : blocks) {
            String name = "%s, line %d".formatted(block.language(), block.line());
            switch (block.language()) {
                case "yaml" -> tests.add(DynamicTest.dynamicTest(name, () -> write(block)));
                case "sh" -> tests.add(DynamicTest.dynamicTest(name, () -> {
                    StringBuilder printed = new StringBuilder();
                    for (String line : block.commands()) {
                        printed.append(shell.run(line));
                    }
                    compare(block, printed.toString());
                }));
                case "sql" -> tests.add(DynamicTest.dynamicTest(name, () -> compare(block, table(block.content()))));
                default -> {
                }
            }
        }
        tests.add(DynamicTest.dynamicTest("python", () -> notebook(
                blocks.stream().filter(block -> block.language().equals("python")).toList())));
        tests.add(DynamicTest.dynamicTest("the vendor is told to end", shell::close));
        return tests;
    }

    @AfterAll
    static void writeAnswers() throws IOException {
        if (WRITE) {
            StringBuilder page = new StringBuilder(Files.readString(PAGE));
            answers.entrySet().stream().sorted((one, other) -> other.getKey().from() - one.getKey().from())
                    .forEach(answer -> page.replace(answer.getKey().from(), answer.getKey().to(), answer.getValue()));
            Files.writeString(PAGE, page);
        }
    }

    /** A settings file; its first line names it. */
    private static void write(Block block) throws IOException {
        String name = block.content().lines().findFirst().orElseThrow().replaceFirst("# *", "");
        Files.writeString(folder.resolve(name), block.content());
    }

    private static void notebook(List<Block> cells) throws IOException, InterruptedException {
        List<String> printed = new Notebook(folder).run(cells.stream().map(Block::content).toList());
        for (int i = 0; i < cells.size(); i++) {
            compare(cells.get(i), printed.get(i));
        }
        for (MatchResult image : IMAGE.matcher(Files.readString(PAGE)).results().toList()) {
            Path made = folder.resolve(image.group(2));
            Path shown = PAGE.resolveSibling(image.group(1));
            if (WRITE) {
                Files.write(shown, Files.readAllBytes(made));
            }
            BufferedImage expected = ImageIO.read(shown.toFile());
            BufferedImage actual = ImageIO.read(made.toFile());
            assertThat(List.of(actual.getWidth(), actual.getHeight())).as(image.group(2))
                    .isEqualTo(List.of(expected.getWidth(), expected.getHeight()));
        }
    }

    private static void compare(Block block, String printed) {
        block.shown().ifPresent(shown -> {
            if (WRITE && !shown.text().contains("...\n")) {
                answers.put(shown, printed);
            } else {
                String place = "docs/guide.md, line %d, answers%n%s".formatted(block.line(), printed);
                String pattern = lenient(block, shown.text()).lines()
                        .map(line -> line.equals("...") ? "(?:[^\\n]*\\n)*?" : Pattern.quote(line + "\n"))
                        .collect(Collectors.joining());
                assertThat(lenient(block, printed)).as(place).matches(pattern);
            }
        });
    }

    private static String lenient(Block block, String text) {
        return block.language().equals("sh") ? text.replaceAll("[\\d,]*\\d\\.\\d+", "#").replaceAll(" +", " ") : text;
    }

    /** The rows of a query as a table of Markdown. */
    private static String table(String query) throws SQLException {
        try (var duck = DriverManager.getConnection("jdbc:duckdb:"); var statement = duck.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            try (ResultSet rows = statement
                    .executeQuery(query.replaceAll("'(microtape-(demo|home)|dataset)/", "'" + folder + "/$1/"))) {
                int columns = rows.getMetaData().getColumnCount();
                StringBuilder table = new StringBuilder();
                List<String> header = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    header.add(rows.getMetaData().getColumnLabel(i));
                }
                table.append(line(header)).append("|---".repeat(columns)).append("|\n");
                while (rows.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int i : IntStream.rangeClosed(1, columns).toArray()) {
                        cells.add(rows.getString(i) == null ? "" : rows.getString(i));
                    }
                    table.append(line(cells));
                }
                return table.toString();
            }
        }
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
