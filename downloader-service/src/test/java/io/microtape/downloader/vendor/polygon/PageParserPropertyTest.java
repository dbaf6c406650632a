package io.microtape.downloader.vendor.polygon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.model.capture.TapeColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The parser beside a plain reading of the same page as a tree, over random pages. */
class PageParserPropertyTest {
    private static final int PAGES = 300;
    private static final String[] TEXTS = {"\"\"", "\"52983500122983\"", "\"a\\\"b\\\\c\\/d\"",
            "\"\\u00e9\\ud83d\\ude00\"",
            "\"\u00fc\u20ac\ud83d\ude00\"", "\"\\n\\t\\r\\b\\f\"", "17", "true"};
    private static final String[] WHOLE = {"0", "7", "-1", "2147483647", "-2147483648"};
    private static final String[] LONGS = {"0", "1779435000123084598", "9223372036854775807", "-9223372036854775808"};
    private static final String[] DOUBLES = {"0", "100", "14.505", "0.0001", "1e2", "1.5E-7", "-3.25",
            "123456789012345678",
            "0.1234567890123456789", "9007199254740993", "4.9e-324", "1.7976931348623157e308", "-0.0", "3E+0",
            "12345678901234567890123456789.5"};
    private static final String[] UNKNOWN = {"null", "{}", "[]", "{\"a\":[1,{\"b\":\"]}\"}],\"c\":-1.5e3}", "[[[[]]]]",
            "\"x\"",
            "false", "123456789012345678901234567890"};

    private final ObjectMapper tree = new ObjectMapper();

    @ParameterizedTest
    @EnumSource
    void a_page_of_any_shape_gives_what_a_tree_of_it_holds(Tape tape) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        try (var allocator = new RootAllocator(); var batch = new TapeBatch(tape, allocator)) {
            for (int page = 0; page < PAGES; page++) {
                String body = page(random, tape);
                batch.clear();
                new PageParser(tape, 100).parse(dripping(body.getBytes(StandardCharsets.UTF_8), random), batch);
                JsonNode rows = tree.readTree(body).path("results");
                assertThat(batch.rows()).isEqualTo(rows.size());
                for (int row = 0; row < rows.size(); row++) {
                    for (int column = 0; column < TapeColumn.of(tape).size(); column++) {
                        assertThat(stored(batch, column, row)).as("%s of row %d in %s, seed %d",
                                TapeColumn.of(tape).get(column).name(), row, body, seed)
                                .isEqualTo(expected(rows.get(row), TapeColumn.of(tape).get(column)));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_page_with_a_byte_changed_or_cut_off_is_read_or_refused_and_never_a_defect(Tape tape) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        try (var allocator = new RootAllocator(); var batch = new TapeBatch(tape, allocator)) {
            for (int page = 0; page < PAGES; page++) {
                byte[] body = page(random, tape).getBytes(StandardCharsets.UTF_8);
                // White space behind the page is no part of it: without that it is still whole.
                int length = new String(body, StandardCharsets.UTF_8).stripTrailing()
                        .getBytes(StandardCharsets.UTF_8).length;
                byte[] cut = Arrays.copyOf(body, random.nextInt(length));
                batch.clear();
                assertThatThrownBy(() -> new PageParser(tape, 100).parse(new ByteArrayInputStream(cut), batch))
                        .as("seed %d", seed).isInstanceOf(PageParser.NotAPageException.class);
                body[random.nextInt(body.length)] = (byte) random.nextInt();
                batch.clear();
                try {
                    new PageParser(tape, 100).parse(dripping(body, random), batch);
                    tree.readTree(body);
                } catch (PageParser.NotAPageException e) {
                    assertThat(e).hasMessageMatching("[\\P{Cntrl}]+");
                } catch (IOException | RuntimeException e) {
                    throw new AssertionError("seed %d: %s".formatted(seed, new String(body, StandardCharsets.UTF_8)),
                            e);
                }
            }
        }
    }

    private static String page(Random random, Tape tape) {
        String space = random.nextInt(3) == 0 ? " \n\t" : "";
        List<String> rows = new ArrayList<>();
        for (int row = random.nextInt(40); row > 0; row--) {
            List<String> fields = new ArrayList<>();
            for (TapeColumn column : TapeColumn.of(tape)) {
                if (column.name().equals("sip_timestamp") || random.nextInt(4) > 0) {
                    boolean none = random.nextInt(8) == 0 && !column.name().equals("sip_timestamp");
                    fields.add("\"%s\"%s:%s%s".formatted(column.name(), space, space,
                            none ? "null" : value(random, column.kind())));
                }
            }
            for (int unknown = random.nextInt(3); unknown > 0; unknown--) {
                fields.add("\"unknown_%d\":%s".formatted(unknown, any(random, UNKNOWN)));
            }
            if (random.nextInt(3) == 0) {
                Collections.shuffle(fields, random);
            }
            rows.add("{" + space + String.join(space + ",", fields) + space + "}");
        }
        return "{\"status\":\"OK\",%s\"results\":[%s],\"more\":%s}%s".formatted(space, String.join(",", rows),
                any(random, UNKNOWN), space);
    }

    private static String value(Random random, TapeColumn.Kind kind) {
        return switch (kind) {
            case NANOS, INT64 -> random.nextBoolean() ? Long.toString(random.nextLong()) : any(random, LONGS);
            case INT32 -> any(random, WHOLE);
            case DOUBLE -> random.nextBoolean()
                    ? Double.toString(random.nextInt(1_000_000) / 10_000.0)
                    : any(random, DOUBLES);
            case TEXT -> any(random, TEXTS);
            case INT32_LIST ->
                IntStream.range(0, random.nextInt(4)).mapToObj(_ -> any(random, WHOLE)).toList().toString();
        };
    }

    private static String any(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    /** A body that comes a few bytes at a time, so that every token is cut somewhere. */
    private static InputStream dripping(byte[] body, Random random) {
        int most = 1 + random.nextInt(50);
        return new ByteArrayInputStream(body) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, most));
            }
        };
    }

    private static Object stored(TapeBatch batch, int column, int row) {
        FieldVector vector = batch.vector(column);
        if (vector.isNull(row)) {
            return "absent";
        }
        return switch (TapeColumn.of(batch.tape()).get(column).kind()) {
            case NANOS, INT64 -> batch.longAt(column, row);
            default -> vector.getObject(row).toString();
        };
    }

    private static Object expected(JsonNode row, TapeColumn column) {
        JsonNode value = row.path(column.name());
        if (value.isMissingNode() || value.isNull()) {
            return "absent";
        }
        return switch (column.kind()) {
            case NANOS, INT64 -> value.longValue();
            case INT32 -> Integer.toString(value.intValue());
            case DOUBLE -> Double.toString(value.doubleValue());
            case TEXT -> value.asText();
            case INT32_LIST -> value.toString();
        };
    }
}
