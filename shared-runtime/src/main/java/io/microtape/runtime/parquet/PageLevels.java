package io.microtape.runtime.parquet;

import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;

/**
 * The repetition and definition levels of a page. Until the first null or list comes nothing is kept: every value is
 * present then.
 */
final class PageLevels {
    private final int mostRepetition;
    private final int present;
    private byte[] repetition = new byte[0];
    private byte[] definition = new byte[0];
    private boolean plain = true;
    private int count;
    private int nulls;

    PageLevels(ColumnDescriptor column) {
        this.mostRepetition = column.getMaxRepetitionLevel();
        this.present = column.getMaxDefinitionLevel();
    }

    int count() {
        return count;
    }

    int nulls() {
        return nulls;
    }

    void addPresent(int repetitionLevel) {
        if (!plain || mostRepetition > 0) {
            add(repetitionLevel, present);
        } else {
            count++;
        }
    }

    void addNull(int repetitionLevel, int definitionLevel) {
        nulls++;
        add(repetitionLevel, definitionLevel);
    }

    /** Writes both, each with its length before it, as the older form of a data page has them. */
    void write(PageBytes out, long[] scratch) {
        if (mostRepetition > 0) {
            write(repetition, mostRepetition, out, scratch);
        }
        if (present > 0) {
            write(plain ? null : definition, present, out, scratch);
        }
    }

    /** How often each definition level stands in the page; not told where the number of nulls says it all. */
    List<Long> definitionHistogram() {
        return present <= 1 ? List.of() : histogram(definition, present);
    }

    /** How often each repetition level stands in the page; not told where there is but one. */
    List<Long> repetitionHistogram() {
        return mostRepetition == 0 ? List.of() : histogram(repetition, mostRepetition);
    }

    void clear() {
        count = 0;
        nulls = 0;
        plain = true;
    }

    private void add(int repetitionLevel, int definitionLevel) {
        if (count == definition.length) {
            definition = Arrays.copyOf(definition, Math.max(1024, 2 * count));
            repetition = mostRepetition == 0 ? repetition : Arrays.copyOf(repetition, definition.length);
        }
        if (plain) {
            plain = false;
            spread();
        }
        definition[count] = (byte) definitionLevel;
        if (mostRepetition > 0) {
            repetition[count] = (byte) repetitionLevel;
        }
        count++;
    }

    /** Writes down what was only counted. */
    private void spread() {
        if (definition.length <= count) {
            definition = new byte[Math.max(1024, 2 * count)];
            repetition = mostRepetition == 0 ? repetition : new byte[definition.length];
        }
        Arrays.fill(definition, 0, count, (byte) present);
    }

    private void write(byte[] levels, int most, PageBytes out, long[] scratch) {
        int length = out.size;
        out.putInt(0);
        if (levels == null) {
            HybridPages.repeated(most, count, HybridPages.width(most), out);
        } else {
            for (int i = 0; i < count; i++) {
                scratch[i] = levels[i];
            }
            HybridPages.write(scratch, count, HybridPages.width(most), out);
        }
        out.putInt(length, out.size - length - Integer.BYTES);
    }

    private List<Long> histogram(byte[] levels, int most) {
        long[] counts = new long[most + 1];
        if (plain) {
            counts[most] = count;
        }
        for (int i = 0; !plain && i < count; i++) {
            counts[levels[i]]++;
        }
        return Arrays.stream(counts).boxed().toList();
    }
}
