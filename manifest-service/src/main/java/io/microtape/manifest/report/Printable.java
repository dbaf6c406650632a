package io.microtape.manifest.report;

/** Texts of the input in lines of fixed width: one text is one line, whatever it holds. */
final class Printable {
    private Printable() {}

    /** The text without line breaks and other control characters. */
    static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
    }

    static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /** The text, cut to a width and marked so if it is longer. */
    static String cut(String text, int width) {
        return width(text) <= width ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }
}
