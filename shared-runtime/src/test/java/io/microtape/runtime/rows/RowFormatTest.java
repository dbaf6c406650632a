package io.microtape.runtime.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RowFormatTest {
    private static final PageNote PAGE = new PageNote("rows", 9, OptionalLong.of(3), 0, OptionalLong.of(3));
    private static final Table TABLE = new Table.Builder().add("text", Column.Strings.of("a,\"b\"", "", null))
            .add("at", new Column.Longs(Kind.TIMESTAMP_NANOS, new long[] {1709583544575181627L, -1, 0},
                    new boolean[] {true, true, false}))
            .add("day", Column.Longs.of(Kind.DATE, 19_786, -1, 0))
            .add("number", new Column.Doubles(new double[] {0.1, Double.POSITIVE_INFINITY, Double.NaN},
                    new boolean[] {true, true, false}))
            .add("flag", Column.Booleans.of(true, false, true))
            .add("list",
                    new Column.IntLists(new int[] {0, 2, 2, 2}, new int[] {4, 5}, new boolean[] {true, true, false}))
            .build();

    @Test
    void csv_tells_null_from_empty_and_keeps_nanoseconds() throws IOException {
        assertThat(text(RowFormat.CSV)).isEqualTo("""
                text,at,day,number,flag,list
                "a,""b""\",2024-03-04T20:19:04.575181627Z,2024-03-04,0.1,true,"[4,5]"
                "",1969-12-31T23:59:59.999999999Z,1969-12-31,Infinity,false,[]
                ,,1970-01-01,,true,
                """);
    }

    @Test
    void json_says_which_page_it_is_and_has_text_for_what_is_no_number() throws IOException {
        assertThat(text(RowFormat.JSON)).isEqualTo("{\"total\":9,\"limit\":3,\"offset\":0,\"next_offset\":3,\"rows\":["
                + "{\"text\":\"a,\\\"b\\\"\",\"at\":\"2024-03-04T20:19:04.575181627Z\",\"day\":\"2024-03-04\","
                + "\"number\":0.1,\"flag\":true,\"list\":[4,5]},"
                + "{\"text\":\"\",\"at\":\"1969-12-31T23:59:59.999999999Z\",\"day\":\"1969-12-31\","
                + "\"number\":\"Infinity\",\"flag\":false,\"list\":[]},"
                + "{\"text\":null,\"at\":null,\"day\":\"1970-01-01\",\"number\":null,\"flag\":true,\"list\":null}]}");
    }

    private static String text(RowFormat format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (RowWriter writer = format.open(bytes, TABLE, PAGE)) {
            writer.write(TABLE);
            writer.finish();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
