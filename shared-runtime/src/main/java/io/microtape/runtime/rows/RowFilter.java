package io.microtape.runtime.rows;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import java.util.function.Predicate;

/** What a row must be to be shown. A null is never what is asked for. */
public sealed interface RowFilter {
    String column();

    /** Whether each row of a table passes. */
    BitSet passing(Table table);

    /** The text is one of these. */
    record OneOf(String column, Set<String> texts) implements RowFilter {
        @Override
        public BitSet passing(Table table) {
            return RowFilter.texts(table, column, texts::contains);
        }
    }

    /** The text, a list of names with commas between them, has one of these names in it. */
    record Names(String column, Set<String> names) implements RowFilter {
        @Override
        public BitSet passing(Table table) {
            return RowFilter.texts(table, column,
                    text -> Arrays.stream(text.split(",", -1)).anyMatch(names::contains));
        }
    }

    /** The instant is in {@code [from, to)}, epoch nanoseconds. */
    record Within(String column, long from, long to) implements RowFilter {
        @Override
        public BitSet passing(Table table) {
            var instants = (Column.Longs) table.column(column).orElseThrow();
            var passing = new BitSet(table.rows());
            for (int row = 0; row < table.rows(); row++) {
                long instant = instants.values()[row];
                if (!instants.isNull(row) && instant >= from && instant < to) {
                    passing.set(row);
                }
            }
            return passing;
        }
    }

    /** Asks once for each distinct text, not once for each row. */
    private static BitSet texts(Table table, String column, Predicate<String> wanted) {
        var texts = (Column.Strings) table.column(column).orElseThrow();
        boolean[] codes = new boolean[texts.dictionary().length];
        for (int code = 0; code < codes.length; code++) {
            codes[code] = wanted.test(texts.dictionary()[code]);
        }
        var passing = new BitSet(table.rows());
        for (int row = 0; row < table.rows(); row++) {
            if (!texts.isNull(row) && codes[texts.codes()[row]]) {
                passing.set(row);
            }
        }
        return passing;
    }
}
