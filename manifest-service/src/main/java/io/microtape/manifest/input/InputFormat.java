package io.microtape.manifest.input;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an input file is written, told from its name; a name that tells nothing is taken for Parquet. */
enum InputFormat {
    PARQUET, CSV;

    private static final Pattern NAME = Pattern.compile("(.+?)\\.(parquet|csv|csv\\.gz)", Pattern.CASE_INSENSITIVE);

    static InputFormat of(Path path) {
        Matcher name = name(path);
        return name.matches() && name.group(2).toLowerCase(Locale.ROOT).startsWith("csv") ? CSV : PARQUET;
    }

    /** Whether a folder's file is one of its data files; hidden ones and those of other programs' book-keeping are not. */
    static boolean isData(Path path) {
        Matcher name = name(path);
        return name.matches() && !name.group(1).startsWith(".") && !name.group(1).startsWith("_");
    }

    /** The file's name without folder and ending. */
    static String stem(Path path) {
        Matcher name = name(path);
        return name.matches() ? name.group(1) : path.getFileName().toString();
    }

    private static Matcher name(Path path) {
        return NAME.matcher(path.getFileName().toString());
    }
}
