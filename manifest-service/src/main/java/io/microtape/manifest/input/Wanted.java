package io.microtape.manifest.input;

import java.util.List;

/**
 * A column that is looked for.
 *
 * @param names  what it may be called, the first is preferred; it is asked for by the first
 * @param absent what it means when a file does not have it
 */
public record Wanted(List<String> names, ColumnType type, Absent absent) {
    /** What a file without the column means. */
    public enum Absent {
        REFUSED,
        ALL_MISSING,
        /** The file's name without ending is the text of all its rows. */
        FILE_NAME
    }

    public Wanted {
        names = List.copyOf(names);
    }

    /** A column that every file must have. */
    public static Wanted needed(ColumnType type, String... names) {
        return new Wanted(List.of(names), type, Absent.REFUSED);
    }

    /** A column that is missing in all rows of a file without it. */
    public static Wanted optional(ColumnType type, String name) {
        return new Wanted(List.of(name), type, Absent.ALL_MISSING);
    }

    /** The name it is asked for by. */
    public String name() {
        return names.getFirst();
    }
}
