package io.microtape.runtime.parquet;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;

/**
 * A column of a file that is being written: collects the values of a page, then lays them out together. Which layout is
 * the smaller is tried out, with compression, on the first page of the file; the column keeps it. A dictionary that
 * outgrows its bounds serves the pages before; those after it in the row group do without.
 */
public abstract class ColumnPages {
    private static final int MAX_DICTIONARY_BYTES = 256 * 1024;
    /** A dictionary with fewer entries than this part of the page's values is taken without a trial. */
    private static final int PAYS_SURELY = 16;

    /** What all columns of a file share, because only one is laid out at a time. */
    static final class Scratch {
        final PageBytes page = new PageBytes();
        final PageBytes trial = new PageBytes();
        final DeltaPages deltas = new DeltaPages();
        final Codecs.ZstdCompressor compressor;
        private long[] numbers = new long[1024];

        Scratch(Codecs.ZstdCompressor compressor) {
            this.compressor = compressor;
        }

        /** An array with room for so many numbers and a group more. */
        long[] numbers(int count) {
            if (numbers.length < count + Long.BYTES) {
                numbers = new long[Math.max(count + Long.BYTES, 2 * numbers.length)];
            }
            return numbers;
        }
    }

    final ColumnDescriptor column;
    final PageLevels levels;
    private final List<Encoding> direct;
    private Encoding chosen;
    private PageWriter out;
    private int dictionaryEntries;
    private boolean dictionaryFull;

    /**
     * @param direct the layouts without a dictionary that may serve
     * @param dictionary whether a dictionary may serve too
     */
    ColumnPages(ColumnDescriptor column, List<Encoding> direct, boolean dictionary) {
        this.column = column;
        this.levels = new PageLevels(column);
        this.direct = direct;
        this.chosen = dictionary || direct.size() > 1 ? null : direct.getFirst();
    }

    /** Adds a null, or an empty list; {@code definition} says which. */
    public final void addNull(int repetition, int definition) {
        levels.addNull(repetition, definition);
    }

    /** Values of the page that are not null. */
    abstract int values();

    /** Bytes that the values of the page take up here. */
    abstract long bytes();

    abstract void write(Encoding encoding, PageBytes page, Scratch scratch);

    /** The place of each value of the page in the dictionary, which gets those that it lacks. */
    abstract void codes(long[] into);

    abstract int entries();

    abstract long dictionaryBytes();

    abstract void writeDictionary(int entries, PageBytes page);

    abstract void forgetDictionary();

    abstract void forgetPage();

    /** Tells lowest and highest value of the page. */
    abstract void measure(Statistics<?> statistics);

    /** Begins a column chunk. */
    final void begin(PageWriter chunk) {
        out = chunk;
        dictionaryEntries = 0;
        dictionaryFull = false;
    }

    long chunkBytes() {
        return out.getMemSize();
    }

    /** Writes the page of these rows. */
    final void cut(int rows, Scratch scratch) throws IOException {
        PageBytes page = scratch.page;
        page.size = 0;
        levels.write(page, scratch.numbers(levels.count()));
        Encoding encoding = layOut(page, scratch);
        var statistics = Statistics.createStats(column.getPrimitiveType());
        statistics.incrementNumNulls(levels.nulls());
        if (values() > 0) {
            measure(statistics);
        }
        var sizes = new SizeStatistics(column.getPrimitiveType(), textBytes(), levels.repetitionHistogram(),
                levels.definitionHistogram());
        out.writePage(BytesInput.from(page.bytes, 0, page.size), levels.count(), rows, statistics, sizes, null,
                Encoding.RLE,
                Encoding.RLE, encoding);
        levels.clear();
        forgetPage();
    }

    /** Ends the column chunk. */
    final void end(Scratch scratch) throws IOException {
        if (dictionaryEntries > 0) {
            scratch.page.size = 0;
            writeDictionary(dictionaryEntries, scratch.page);
            out.writeDictionaryPage(new DictionaryPage(BytesInput.from(scratch.page.bytes, 0, scratch.page.size),
                    dictionaryEntries, Encoding.PLAIN));
        }
        forgetDictionary();
    }

    /** Bytes of text in the page, without lengths. */
    long textBytes() {
        return 0;
    }

    private Encoding layOut(PageBytes page, Scratch scratch) {
        if (values() == 0) {
            // A page of nulls must not name a dictionary: there may be none.
            return Encoding.PLAIN;
        }
        if (chosen == null) {
            chosen = choose(scratch);
        }
        if (chosen == Encoding.RLE_DICTIONARY && !dictionaryFull && grows(scratch)) {
            writeCodes(page, scratch);
            return Encoding.RLE_DICTIONARY;
        }
        Encoding encoding = chosen == Encoding.RLE_DICTIONARY ? direct.getFirst() : chosen;
        write(encoding, page, scratch);
        return encoding;
    }

    /** Whether the dictionary holds the values of the page within its bounds. */
    private boolean grows(Scratch scratch) {
        codes(scratch.numbers(values()));
        dictionaryFull = dictionaryBytes() > MAX_DICTIONARY_BYTES;
        if (!dictionaryFull) {
            dictionaryEntries = entries();
        }
        return !dictionaryFull;
    }

    private void writeCodes(PageBytes page, Scratch scratch) {
        int width = HybridPages.width(dictionaryEntries - 1);
        page.put(width);
        HybridPages.write(scratch.numbers(values()), values(), width, page);
    }

    private Encoding choose(Scratch scratch) {
        codes(scratch.numbers(values()));
        Encoding best = Encoding.RLE_DICTIONARY;
        if (entries() > values() / PAYS_SURELY) {
            int entries = entries();
            scratch.trial.size = 0;
            scratch.trial.put(0);
            HybridPages.write(scratch.numbers(values()), values(), HybridPages.width(entries - 1), scratch.trial);
            long least = scratch.compressor.size(scratch.trial);
            scratch.trial.size = 0;
            writeDictionary(entries, scratch.trial);
            least += scratch.compressor.size(scratch.trial);
            for (Encoding encoding : direct) {
                scratch.trial.size = 0;
                write(encoding, scratch.trial, scratch);
                long size = scratch.compressor.size(scratch.trial);
                if (size < least) {
                    least = size;
                    best = encoding;
                }
            }
        }
        forgetDictionary();
        return best;
    }
}
