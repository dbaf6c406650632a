package io.microtape.runtime.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Utf8DictionaryTest {
    @Test
    void each_text_has_one_code_and_a_code_gives_its_text_back() {
        long seed = 29;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        var dictionary = new Utf8Dictionary();
        var expected = new StringDictionary();
        for (int i = 0; i < 50_000; i++) {
            String text = "é".repeat(random.nextInt(3)) + Integer.toString(random.nextInt(20_000), 36);
            byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
            assertThat(dictionary.code(bytes, 1, bytes.length - 2)).isEqualTo(expected.code(text));
        }
        assertThat(dictionary.values()).containsExactly(expected.values());
    }

    @Test
    void malformed_bytes_that_read_as_one_text_share_its_code() {
        var dictionary = new Utf8Dictionary();
        int code = dictionary.code(new byte[] {(byte) 0xff}, 0, 1);
        assertThat(dictionary.code(new byte[] {(byte) 0xfe}, 0, 1)).isEqualTo(code);
        assertThat(dictionary.values()).hasSize(1);
    }
}
