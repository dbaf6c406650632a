package io.microtape.manifest.input;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.StringDictionary;
import java.util.Arrays;

/** Gathers the texts of many files under one dictionary; a row that no file puts has none. */
final class TextRows {
    private final StringDictionary dictionary = new StringDictionary();
    private final int[] codes;

    TextRows(int rows) {
        codes = new int[rows];
        Arrays.fill(codes, -1);
    }

    /** Takes the rows of a file, to stand from {@code at} on. */
    void put(Column.Strings texts, int at) {
        String[] given = texts.dictionary();
        int[] code = new int[given.length];
        for (int i = 0; i < given.length; i++) {
            code[i] = dictionary.code(given[i]);
        }
        for (int row = 0; row < texts.rows(); row++) {
            codes[at + row] = texts.isNull(row) ? -1 : code[texts.codes()[row]];
        }
    }

    /** The column, with codes that compare as their texts do. */
    Column.Strings sorted() {
        return sorted(new Column.Strings(codes, dictionary.values()));
    }

    /** The same texts with codes that compare as their texts do; takes the codes over. */
    static Column.Strings sorted(Column.Strings texts) {
        String[] values = texts.dictionary();
        int[] codes = texts.codes();
        String[] sorted = values.clone();
        Arrays.sort(sorted);
        int[] rank = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            rank[i] = Arrays.binarySearch(sorted, values[i]);
        }
        for (int row = 0; row < codes.length; row++) {
            codes[row] = codes[row] < 0 ? -1 : rank[codes[row]];
        }
        return new Column.Strings(codes, sorted);
    }
}
