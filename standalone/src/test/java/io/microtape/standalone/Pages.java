package io.microtape.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the documentation, and what stands in them. */
public final class Pages {
    /** The folder of the checkout. */
    public static final Path ROOT = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
            .filter(path -> Files.exists(path.resolve("mvnw"))).findFirst().orElseThrow();
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)\\s]+)\\)");

    private Pages() {}

    public static List<Path> all() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs")); Stream<Path> top = Files.list(ROOT)) {
            return Stream.concat(top, docs).filter(path -> path.toString().endsWith(".md")).sorted().toList();
        }
    }

    /** The links of a page: its text is group 1, where it leads group 2. */
    public static List<MatchResult> links(Path page) throws IOException {
        return LINK.matcher(Files.readString(page)).results().toList();
    }

    /** The contents of a page's fenced blocks of a language. */
    public static List<String> blocks(Path page, String language) throws IOException {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```").matcher(Files.readString(page)).results()
                .map(block -> block.group(1)).toList();
    }
}
