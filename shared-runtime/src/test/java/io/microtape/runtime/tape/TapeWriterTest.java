package io.microtape.runtime.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.TapeColumn;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TapeWriterTest {
    private static final int PAGE_ROWS = 50_000;
    private static final long START = 1_709_649_060_000_000_000L;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void every_page_has_a_checksum_and_every_column_statistics_and_an_index(Tape tape) throws Exception {
        Path file = folder.resolve("tape.parquet");
        try (var allocator = new RootAllocator();
                var batch = page(tape, allocator);
                var writer = new TapeWriter(file, spec(tape))) {
            writer.append(batch, IntStream.range(0, PAGE_ROWS).toArray(), PAGE_ROWS);
            writer.finish(Map.of());
        }
        var options = org.apache.parquet.ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (var reader = ParquetFileReader.open(new LocalInputFile(file), options);
                var in = new LocalInputFile(file).newStream()) {
            for (ColumnChunkMetaData column : reader.getFooter().getBlocks().getFirst().getColumns()) {
                assertThat(column.getStatistics().isNumNullsSet()).as(column.toString()).isTrue();
                assertThat(reader.readColumnIndex(column)).as(column.toString()).isNotNull();
                var pages = reader.readOffsetIndex(column);
                assertThat(pages.getPageCount()).as(column.toString()).isEqualTo(4);
                for (int page = 0; page < pages.getPageCount(); page++) {
                    in.seek(pages.getOffset(page));
                    PageHeader header = Util.readPageHeader(in);
                    assertThat(header.isSetCrc()).as(column.toString()).isTrue();
                }
            }
        }
    }

    /** 32 workers with a file each, in the middle of a row group: what they hold on the heap when nothing is garbage. */
    @Test
    void thirty_two_open_files_hold_less_than_256_MB_of_heap() throws Exception {
        int[] all = IntStream.range(0, PAGE_ROWS).toArray();
        var writers = new TapeWriter[32];
        try (var allocator = new RootAllocator();
                var trades = page(Tape.TRADES, allocator);
                var quotes = page(Tape.QUOTES, allocator)) {
            long before = used();
            for (int i = 0; i < writers.length; i++) {
                Tape tape = i % 2 == 0 ? Tape.TRADES : Tape.QUOTES;
                writers[i] = new TapeWriter(folder.resolve(i + ".parquet"), spec(tape));
                TapeBatch page = i % 2 == 0 ? trades : quotes;
                // Up to just before the first row group ends: one more page of rows would write it out.
                for (int rows = 0; rows < 2 * PAGE_ROWS; rows += PAGE_ROWS) {
                    writers[i].append(page, all, PAGE_ROWS);
                }
            }
            long held = used() - before;
            System.out.printf(java.util.Locale.ROOT, "32 open files hold %.1f MB%n", held / 1e6);
            assertThat(held).isLessThan(256L << 20);
        } finally {
            for (TapeWriter writer : writers) {
                if (writer != null) {
                    writer.close();
                }
            }
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Rows that hardly compress: every column present, nothing repeats. */
    private static TapeBatch page(Tape tape, RootAllocator allocator) throws IOException {
        var random = new SplittableRandom(7);
        var batch = new TapeBatch(tape, allocator);
        byte[] text = new byte[16];
        for (int row = 0; row < PAGE_ROWS; row++) {
            for (int column = 0; column < TapeColumn.of(tape).size(); column++) {
                switch (TapeColumn.of(tape).get(column).kind()) {
                    case NANOS, INT64 ->
                        batch.setLong(column, START + row * 1_000_000L + random.nextLong(1_000_000_000));
                    case DOUBLE -> batch.setDouble(column, random.nextDouble(100));
                    case INT32 -> batch.setInt(column, random.nextInt());
                    case TEXT -> {
                        for (int i = 0; i < text.length; i++) {
                            text[i] = (byte) ('a' + random.nextInt(26));
                        }
                        batch.setText(column, text, 0, text.length);
                    }
                    case INT32_LIST -> batch.setList(column, new int[] {random.nextInt(90), random.nextInt(90)}, 2);
                }
            }
            batch.endRow();
        }
        batch.seal();
        return batch;
    }

    private static CaptureSpec spec(Tape tape) {
        return new CaptureSpec(WindowId.of("BCRX", START), "BCRX", tape, START, START, START + 1_000_000_000_000L,
                QuotePolicy.KEEP_ALL);
    }
}
