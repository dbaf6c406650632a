package io.microtape.standalone.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page with what the page shows as its answer: the {@code text} block, or for SQL the table, that
 * follows it with nothing but an empty line between.
 *
 * @param line of the page on which the block begins, from 1
 * @param shown the answer and where it stands; empty when the page shows none
 */
record Block(String language, String content, int line, Optional<Shown> shown) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|sql|python|yaml)\\n(.*?)^```\\n"
            + "(?:\\n(?:```text\\n(.*?)^```\\n|((?:^\\|[^\\n]*\\n)+)))?");

    /** An answer, and its first and last character in the page. */
    record Shown(String text, int from, int to) {}

    /** The blocks of a page, in its order. */
    static List<Block> of(String page) {
        List<Block> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(page);
        while (found.find()) {
            int group = found.group(3) != null ? 3 : 4;
            Optional<Shown> shown = Optional.ofNullable(found.group(group))
                    .map(text -> new Shown(text, found.start(group), found.end(group)));
            int line = 1 + (int) page.substring(0, found.start()).lines().count();
            blocks.add(new Block(found.group(1), found.group(2), line, shown));
        }
        return blocks;
    }

    /** The lines of a {@code sh} block, one command each. */
    List<String> commands() {
        return content.replace("\\\n", " ").lines().filter(line -> !line.isBlank()).toList();
    }
}
