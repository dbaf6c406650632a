package io.microtape.runtime.table;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SequencedMap;

/** Named columns of one length, in order. */
public final class Table {
    private final SequencedMap<String, Column> columns;
    private final int rows;

    private Table(SequencedMap<String, Column> columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    public int rows() {
        return rows;
    }

    /** The column names, in order. */
    public Set<String> names() {
        return columns.keySet();
    }

    public Optional<Column> column(String name) {
        return Optional.ofNullable(columns.get(name));
    }

    /** The columns by name, in order. */
    public Map<String, Column> columns() {
        return columns;
    }

    /** Collects columns; the first one fixes the number of rows. */
    public static final class Builder {
        private final SequencedMap<String, Column> columns = new LinkedHashMap<>();

        public Builder add(String name, Column column) {
            if (!columns.isEmpty() && column.rows() != columns.firstEntry().getValue().rows()) {
                throw new IllegalArgumentException("column %s has %d rows, the others %d".formatted(name,
                        column.rows(), columns.firstEntry().getValue().rows()));
            }
            if (columns.put(name, column) != null) {
                throw new IllegalArgumentException("column %s is there twice".formatted(name));
            }
            return this;
        }

        public Table build() {
            return new Table(columns, columns.isEmpty() ? 0 : columns.firstEntry().getValue().rows());
        }
    }
}
