package io.microtape.runtime.markdown;

import java.util.List;

/** Markdown as it grows, a blank line between its parts. */
public final class Page {
    private final StringBuilder text = new StringBuilder();

    public Page title(String title) {
        return part("# " + title);
    }

    public Page section(String title) {
        return part("## " + title);
    }

    public Page subsection(String title) {
        return part("### " + title);
    }

    /** A paragraph. */
    public Page say(String words) {
        return part(words);
    }

    /** A list; nothing if it is empty. */
    public Page list(List<String> items) {
        return items.isEmpty() ? this : part("* " + String.join("\n* ", items));
    }

    public Page table(TextTable table) {
        return part(String.join("\n", table.lines()));
    }

    public Page chart(BarChart chart) {
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
