package io.microtape.manifest.report;

import java.util.List;

/** Markdown as it grows, a blank line between its parts. */
final class Page {
    private final StringBuilder text = new StringBuilder();

    Page title(String title) {
        return part("# " + title);
    }

    Page section(String title) {
        return part("## " + title);
    }

    Page subsection(String title) {
        return part("### " + title);
    }

    /** A paragraph. */
    Page say(String words) {
        return part(words);
    }

    /** A list; nothing if it is empty. */
    Page list(List<String> items) {
        return items.isEmpty() ? this : part("* " + String.join("\n* ", items));
    }

    Page table(TextTable table) {
        return part(String.join("\n", table.lines()));
    }

    Page chart(BarChart chart) {
        return part("```text\n" + String.join("\n", chart.lines()) + "\n```");
    }

    private Page part(String part) {
        text.append(text.isEmpty() ? "" : "\n").append(part).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
