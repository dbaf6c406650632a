package io.microtape.downloader.vendor.polygon;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.downloader.vendor.VendorKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class VendorWordsTest {
    private final VendorWords words = new VendorWords(new VendorKey("vendor-words-key-4711"));

    @Test
    void a_page_in_html_is_told_without_its_markup() {
        assertThat(ofBody(
                "<html><style type=\"x\">p {color: red}</style><h1>502</h1><SCRIPT>alert(1)</SCRIPT>Bad Gateway"))
                .isEqualTo("502 Bad Gateway");
        assertThat(ofBody("as 1 < 2 is <b>true</b>, and 3 < 4")).isEqualTo("as 1 true , and 3 < 4");
    }

    @Test
    @Timeout(10)
    void markup_that_never_ends_takes_no_longer_than_any_other_page() {
        for (String part : List.of("<", "<script ", "<style>", "<script></scrip>", "</style>")) {
            assertThat(ofBody(part.repeat(65_536 / part.length()))).hasSizeLessThan(400);
        }
    }

    private String ofBody(String body) {
        return words.ofBody(body.getBytes(StandardCharsets.UTF_8));
    }
}
