package io.microtape.simulator.rewrite;

import io.microtape.simulator.tape.TapeColumns;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Changes of how values are written, and of the values. */
public final class Values {
    private static final Pattern NANOS = Pattern.compile("(\"\\w+_timestamp\":)(\\d+)");
    private static final Pattern ZERO = Pattern.compile("(\"\\w+\":(?:0|\\[\\]|\"\"))(,|(?=\\}))");

    private Values() {}

    /** Nanoseconds as a double prints: {@code 1.709649000123457E18}, their last digits lost. */
    public static boolean nanosAsExponents(Draft page) {
        return each(page, row -> NANOS.matcher(row)
                .replaceAll(field -> field.group(1) + Double.parseDouble(field.group(2))));
    }

    /** Nanoseconds with all digits and {@code .0} behind. */
    public static boolean nanosAsFractions(Draft page) {
        return each(page, row -> NANOS.matcher(row).replaceAll("$1$2.0"));
    }

    public static boolean nanosAsText(Draft page) {
        return each(page, row -> NANOS.matcher(row).replaceAll("$1\"$2\""));
    }

    public static boolean nanosNull(Draft page) {
        return middle(page, row -> RowText.withSip(row, "null"));
    }

    public static boolean duplicateKey(Draft page) {
        return middle(page, row -> RowText.with(row, "\"sip_timestamp\":" + (RowText.sip(row) + 1)));
    }

    /** Keys whose value is zero, empty text or an empty list are left out. */
    public static boolean zeroesMissing(Draft page) {
        return each(page, row -> ZERO.matcher(row).replaceAll("").replace(",}", "}"));
    }

    /** Keys that are absent stand there as null. */
    public static boolean nulls(Draft page) {
        List<String> columns = TapeColumns.of(page.question().tape());
        return each(page, row -> {
            String full = row;
            for (String column : columns) {
                full = RowText.has(row, column) ? full : RowText.with(full, "\"%s\":null".formatted(column));
            }
            return full;
        });
    }

    /** Every size stands there as decimal text too. */
    public static boolean decimalSize(Draft page) {
        return each(page, row -> decimal(row, BigDecimal.ZERO));
    }

    /** As {@link #decimalSize}, with seven shares more in the text. */
    public static boolean decimalSizeDisagrees(Draft page) {
        return each(page, row -> decimal(row, BigDecimal.valueOf(7)));
    }

    /** A text with a byte that begins a character of two, and no second one. */
    public static boolean invalidUtf8(Draft page) {
        return middle(page, row -> row.contains("\"id\":\"")
                ? row.replace("\"id\":\"", "\"id\":\"\u00C3(")
                : RowText.with(row, "\"id\":\"\u00C3(\""));
    }

    private static String decimal(String row, BigDecimal more) {
        return RowText.number(row, "size").map(BigDecimal::new).map(size -> size.add(more))
                .map(size -> size.scale() < 1 ? size.setScale(1) : size)
                .map(size -> RowText.with(row, "\"decimal_size\":\"%s\"".formatted(size.toPlainString())))
                .orElse(row);
    }

    private static boolean each(Draft page, UnaryOperator<String> change) {
        List<String> before = List.copyOf(page.rows());
        page.rows().replaceAll(change);
        return !before.equals(page.rows());
    }

    private static boolean middle(Draft page, UnaryOperator<String> change) {
        if (page.rows().isEmpty()) {
            return false;
        }
        int at = page.rows().size() / 2;
        page.rows().set(at, change.apply(page.rows().get(at)));
        return true;
    }
}
