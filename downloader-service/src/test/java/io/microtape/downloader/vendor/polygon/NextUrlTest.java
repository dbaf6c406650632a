package io.microtape.downloader.vendor.polygon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextUrlTest {
    private static final URI BASE = URI.create("https://api.polygon.io");
    private static final String PATH = "/v3/trades/BRK.B";

    @ParameterizedTest
    @ValueSource(strings = {"https://api.polygon.io/v3/trades/BRK.B?cursor=abc",
            "https://api.polygon.io:443/v3/trades/BRK.B?cursor=abc",
            "https://api.massive.com/v3/trades/BRK.B?cursor=abc",
            "https://API.Massive.com:443/v3/trades/BRK.B?cursor=abc"})
    void a_further_page_is_asked_from_the_configured_host(String next) {
        assertThat(NextUrl.pathAndQuery(BASE, PATH, next)).isEqualTo("/v3/trades/BRK.B?cursor=abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.polygon.io/v3/trades/BRK.B?cursor=abc",
            "https://evil.example/v3/trades/BRK.B?cursor=abc",
            "https://api.polygon.io.evil.example/v3/trades/BRK.B?cursor=abc",
            "https://api.polygon.io@evil.example/v3/trades/BRK.B?cursor=abc",
            "https://user@api.polygon.io/v3/trades/BRK.B?cursor=abc",
            "https://api.polygon.io:8443/v3/trades/BRK.B?cursor=abc",
            "https://api.polygon.io/v3/trades/AAPL?cursor=abc", "https://api.polygon.io/v3/trades/BRK.B/../x?cursor=a",
            "https://api.polygon.io/v3/trades/BRK.B", "https://api.polygon.io/v3/trades/BRK.B?x=1",
            "https://api.polygon.io/v3/trades/BRK.B?cursor=abc#f", "/v3/trades/BRK.B?cursor=abc",
            "ftp://api.polygon.io/v3/trades/BRK.B?cursor=abc", "not an address", "https://"})
    void anything_else_is_refused(String next) {
        assertThatThrownBy(() -> NextUrl.pathAndQuery(BASE, PATH, next))
                .isInstanceOf(NextUrl.RefusedException.class);
    }

    @Test
    void a_vendor_of_ones_own_is_no_alias_of_the_real_one() {
        assertThatThrownBy(() -> NextUrl.pathAndQuery(URI.create("http://127.0.0.1:9000"), PATH,
                "http://api.polygon.io:9000/v3/trades/BRK.B?cursor=abc")).hasMessageContaining("another host");
    }
}
