package io.microtape.standalone.guide;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of a page by the headings of their sections. */
record SchemaPage(String text) {
    private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9_]+)`");

    /** From a heading of the second level to the next one. */
    String section(String heading) {
        int begin = text.indexOf("\n## " + heading + "\n");
        if (begin < 0) {
            throw new IllegalArgumentException("the page has no section " + heading);
        }
        int end = text.indexOf("\n## ", begin + 1);
        return text.substring(begin, end < 0 ? text.length() : end).strip();
    }

    /** The cells of each row of the section's tables, headers left out. */
    List<List<String>> rows(String heading) {
        return section(heading).lines().filter(line -> line.startsWith("| ")).map(line -> line.substring(2))
                .map(line -> Stream.of(line.split(" *\\| *")).toList()).filter(cells -> cells.getFirst().contains("`"))
                .toList();
    }

    /** What stands as code in the first cells. */
    List<String> names(String heading) {
        return rows(heading).stream().flatMap(cells -> NAME.matcher(cells.getFirst()).results())
                .map(name -> name.group(1)).toList();
    }

    /** Columns of the first table whose second cell is a type, as name to type. */
    Map<String, String> columns(String heading) {
        Map<String, String> columns = new LinkedHashMap<>();
        Stream.of(section(heading).split("\n\n")).filter(part -> part.startsWith("| column | type |")).findFirst()
                .orElseThrow().lines().skip(2).map(line -> line.substring(2).split(" *\\| *"))
                .forEach(cells -> columns.put(cells[0].replace("`", ""), cells[1]));
        return columns;
    }
}
