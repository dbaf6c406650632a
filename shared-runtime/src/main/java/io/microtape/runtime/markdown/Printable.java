package io.microtape.runtime.markdown;

/** Texts of the input in lines of fixed width: one text is one line, whatever it holds. */
public final class Printable {
    private Printable() {}

    /** The text without line breaks and other control characters. */
    public static String of(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]", " ");
    }

    /** In code points, each taken for one column. */
    public static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    public static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    public static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /** The text, cut to a width and marked so if it is longer. */
    public static String cut(String text, int width) {
        return width(text) <= width ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }
}
