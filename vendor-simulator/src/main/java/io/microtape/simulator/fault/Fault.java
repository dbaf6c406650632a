package io.microtape.simulator.fault;

import static io.microtape.simulator.fault.Kind.DECEPTIVE;
import static io.microtape.simulator.fault.Kind.HARMLESS;
import static io.microtape.simulator.fault.Kind.HOSTILE;
import static io.microtape.simulator.fault.Kind.TRANSIENT;

import io.microtape.simulator.fault.Effect.Damaged;
import io.microtape.simulator.fault.Effect.Delivery;
import io.microtape.simulator.fault.Effect.GzipDamage;
import io.microtape.simulator.fault.Effect.Reading;
import io.microtape.simulator.fault.Effect.Reread;
import io.microtape.simulator.fault.Effect.Rewritten;
import io.microtape.simulator.fault.Effect.Sent;
import io.microtape.simulator.fault.Effect.When;
import io.microtape.simulator.rewrite.Envelopes;
import io.microtape.simulator.rewrite.NextUrls;
import io.microtape.simulator.rewrite.Rows;
import io.microtape.simulator.rewrite.Values;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * The catalogue of what can go wrong on purpose. Each constant says what a client can be expected to do about it, and what
 * goes over the wire. The order of the constants is part of every {@link FaultPlan}. A fault that could not be seen on
 * an answer, such as a wrong cursor where no page follows, leaves it as it is and does not count as met.
 */
public enum Fault {
    RATE_LIMITED(TRANSIENT, "429 in the vendor's words, without a hint when to come back",
            Refusals.json(429, Bodies.TOO_MANY)),
    RATE_LIMITED_RETRY_AFTER(TRANSIENT, "429 in the vendor's words with Retry-After: 1",
            Refusals.retryAfter(429, Bodies.TOO_MANY, "1")),
    SERVER_ERROR(TRANSIENT, "500 with an HTML page of the proxy in front",
            Refusals.proxy(500, "Internal Server Error")),
    UNAVAILABLE(TRANSIENT, "503 with an HTML page of the proxy in front",
            Refusals.proxy(503, "Service Temporarily Unavailable")),
    BODY_CUT(TRANSIENT, "the connection ends after half of the promised bytes, mostly inside a row",
            new Sent(Delivery.CUT)),
    RESET(TRANSIENT, "the connection ends before the first byte of an answer", new Sent(Delivery.CLOSED_BEFORE)),
    RATE_LIMITED_RETRY_DATE(TRANSIENT, "429 in the vendor's words with a Retry-After date 2 s ahead",
            Refusals.retryDate(429, Bodies.TOO_MANY, Duration.ofSeconds(2))),
    RATE_LIMITED_EMPTY(TRANSIENT, "429 with an empty body, without a hint when to come back", Refusals.json(429, "")),
    RATE_LIMITED_EMPTY_RETRY_AFTER(TRANSIENT, "429 with an empty body and Retry-After: 1",
            Refusals.retryAfter(429, "", "1")),
    REQUEST_TIMEOUT(TRANSIENT, "408 with an HTML page", Refusals.proxy(408, "Request Time-out")),
    TOO_LARGE(TRANSIENT, "413 with an HTML page; the vendor's own client asks again",
            Refusals.proxy(413, "Request Entity Too Large")),
    CLIENT_CLOSED(TRANSIENT, "499 with an HTML page; the vendor's own client asks again",
            Refusals.proxy(499, "Client Closed Request")),
    SERVER_ERROR_JSON(TRANSIENT, "500 with the vendor's JSON about its database", Refusals.json(500, Bodies.BROKEN)),
    BAD_GATEWAY(TRANSIENT, "502 with an HTML page of the proxy in front", Refusals.proxy(502, "Bad Gateway")),
    GATEWAY_TIMEOUT(TRANSIENT, "504 with an HTML page of the proxy in front", Refusals.proxy(504, "Gateway Time-out")),
    REDIRECT(TRANSIENT, "302 to another host; a client that follows it hands out its key",
            Refusals.redirect("http://vendor.invalid/")),
    UNAUTHORIZED_LATER(HOSTILE, "401 on any page but the first: an outage that looks like a bad key",
            Refusals.json(When.LATER_PAGE, 401, Bodies.UNKNOWN_KEY)),
    UNAUTHORIZED_ONCE(HOSTILE,
            "401 the first time that a target is asked, never again: an outage that looks like a bad key",
            Refusals.json(When.FIRST_TIME, 401, Bodies.UNKNOWN_KEY)),
    RESET_IN_HEADERS(TRANSIENT, "the connection ends inside the headers", new Sent(Delivery.CLOSED_IN_HEADERS)),
    RESET_AFTER_HEADERS(TRANSIENT, "the connection ends after the headers, which promise a body",
            new Sent(Delivery.CLOSED_AFTER_HEADERS)),
    ABORTED(TRANSIENT, "TCP RST instead of a close, in the middle of the body", new Sent(Delivery.ABORTED)),
    SILENT(TRANSIENT, "nothing at all is answered; the connection stays open until the client leaves",
            new Sent(Delivery.SILENT)),
    STALLED(TRANSIENT, "half of the body, then nothing; the connection stays open until the client leaves",
            new Sent(Delivery.STALLED)),
    DRIP(HARMLESS, "the right answer in 20 pieces with pauses between them", new Sent(Delivery.DRIPPED)),
    BODY_TOO_LARGE(HOSTILE, "the right page and so many spaces behind it that the body passes the client's cap",
            new Sent(Delivery.OVERSIZED)),
    BODY_CUT_BETWEEN_ROWS(TRANSIENT,
            "the body ends right after a row: its length is as promised, its JSON is not whole",
            new Rewritten(Envelopes::cutBetweenRows)),
    GZIP_CUT(TRANSIENT, "half of the gzip stream, its length as promised", new Damaged(GzipDamage.HALF)),
    GZIP_NO_TRAILER(TRANSIENT,
            "the gzip stream without the checksum at its end, its length as promised; the rows are whole",
            new Damaged(GzipDamage.NO_TRAILER)),
    GZIP_WRONG_TRAILER(TRANSIENT, "the gzip stream with a wrong checksum; the rows are whole",
            new Damaged(GzipDamage.WRONG_TRAILER)),
    GZIP_GARBAGE(TRANSIENT,
            "bytes that are no gzip behind the gzip stream; the rows are whole, and some readers do not look",
            new Damaged(GzipDamage.GARBAGE_AFTER)),
    ERROR_BODY(TRANSIENT, "200 with the vendor's JSON for an error, status ERROR", Refusals.json(200, Bodies.BROKEN)),
    HTML_BODY(TRANSIENT, "200 with an HTML page", Refusals.html(200, "Welcome to nginx!")),
    SECOND_DOCUMENT(HOSTILE, "a second JSON document, a page without rows, behind the page",
            new Rewritten(Envelopes::secondDocument)),
    DELAYED(HARMLESS, "status DELAYED instead of OK, as on delayed plans", new Rewritten(Envelopes::delayed)),
    UNKNOWN_FIELDS(HARMLESS, "fields that nobody knows, in the envelope and in every row",
            new Rewritten(Envelopes::unknownFields)),
    CLOCK_SKEW(HARMLESS, "a Date header that is 17 minutes behind", new Rewritten(Envelopes::clockBehind)),
    COUNT_MISSING(HARMLESS, "no X-Item-Count", new Rewritten(Envelopes::countMissing)),
    COUNT_TOO_HIGH(TRANSIENT, "X-Item-Count says one row more than there are, as after a loss on the way",
            new Rewritten(Envelopes::countTooHigh)),
    COUNT_TOO_LOW(TRANSIENT, "X-Item-Count says one row fewer than there are", new Rewritten(Envelopes::countTooLow)),
    EMPTY_RESULTS(DECEPTIVE,
            "no rows and no next page though rows exist; the same as a true empty answer until it is asked again",
            new Rewritten(Envelopes::emptied)),
    RESULTS_MISSING(DECEPTIVE,
            "no results key and no next page though rows exist; the same as a true empty answer until it is asked again",
            new Rewritten(Envelopes::resultsMissing)),
    ROW_LOST(DECEPTIVE, "a row from the middle is left out and the count agrees; nothing numbers rows without gaps",
            new Rewritten(Rows::lost)),
    SHORT_PAGE(HARMLESS, "half of the rows that were asked for, and a next_url that goes on right behind them",
            new Reread(Reading.SHORT)),
    EMPTY_PAGE(HARMLESS, "no rows, and a next_url under which they come", new Reread(Reading.EMPTY)),
    TOO_MANY_ROWS(HOSTILE, "more rows than the limit that was asked for", new Reread(Reading.TOO_MANY)),
    REPEATED_ROW(DECEPTIVE,
            "the last row of the page before once more as the first; two prints that are alike look the same",
            new Reread(Reading.REPEATED)),
    WRONG_TICKER(DECEPTIVE,
            "the rows of another ticker, ZVZZT; rows name no ticker, so only prices far from the event's bar tell",
            new Reread(Reading.OTHER_TICKER)),
    CURSOR_SELF(HOSTILE, "next_url is the address of this very page", new Rewritten(NextUrls::self)),
    CURSOR_LOOP(HOSTILE, "the next page leads back to this one: A, B, A", new Reread(Reading.LOOP_OF_TWO)),
    CURSOR_BACK_IN_TIME(HOSTILE, "next_url goes on at the beginning of this page instead of its end",
            new Reread(Reading.BACK_IN_TIME)),
    NEXT_MISSING(DECEPTIVE, "no next_url though rows follow; only volume that falls short of the event's bar tells",
            new Rewritten(NextUrls::lost)),
    NEXT_EMPTY(HARMLESS, "next_url is empty text on the last page", new Rewritten(NextUrls::emptyAtEnd)),
    NEXT_NULL(HARMLESS, "next_url is null on the last page", new Rewritten(NextUrls::nullAtEnd)),
    NEXT_ALIAS(HARMLESS,
            "next_url names api.massive.com when asked as api.polygon.io, and the other way round; met under those names only",
            new Rewritten(NextUrls::alias)),
    NEXT_DEFAULT_PORT(HARMLESS, "next_url names port 80 when asked without a port; met then only",
            new Rewritten(NextUrls::defaultPort)),
    NEXT_OTHER_HOST(HOSTILE, "next_url names another host", new Rewritten(NextUrls::otherHost)),
    NEXT_OTHER_PORT(HOSTILE, "next_url names another port", new Rewritten(NextUrls::otherPort)),
    NEXT_OTHER_SCHEME(HOSTILE, "next_url has the scheme ftp", new Rewritten(NextUrls::otherScheme)),
    NEXT_OTHER_PATH(HOSTILE, "next_url has another path", new Rewritten(NextUrls::otherPath)),
    NEXT_OTHER_TICKER(HOSTILE, "next_url has the path of another ticker: the one way in which an answer names a ticker",
            new Rewritten(NextUrls::otherTicker)),
    NEXT_USER_INFO(HOSTILE, "next_url has the asked host as its user, and another host behind it",
            new Rewritten(NextUrls::userInfo)),
    NEXT_NO_ADDRESS(HOSTILE, "next_url is no address", new Rewritten(NextUrls::noAddress)),
    ROWS_OUTSIDE(HOSTILE, "a row has a stamp just outside of the range that was asked for",
            new Rewritten(Rows::outside)),
    ROWS_OUT_OF_ORDER(HOSTILE, "two rows have changed places, so that stamps go back inside the page",
            new Rewritten(Rows::outOfOrder)),
    DUPLICATE_KEY(HOSTILE, "a row has sip_timestamp twice, with two values", new Rewritten(Values::duplicateKey)),
    NANOS_EXPONENT(HOSTILE, "nanoseconds as a double prints, 1.709649E18: their last digits are lost",
            new Rewritten(Values::nanosAsExponents)),
    NANOS_FRACTION(HOSTILE,
            "nanoseconds with .0 behind all of their digits; a reader that goes through a double loses the last ones",
            new Rewritten(Values::nanosAsFractions)),
    NANOS_TEXT(HOSTILE, "nanoseconds as text", new Rewritten(Values::nanosAsText)),
    NANOS_NULL(HOSTILE, "a row whose sip_timestamp is null", new Rewritten(Values::nanosNull)),
    INVALID_UTF8(HOSTILE, "a text that is not UTF-8", new Rewritten(Values::invalidUtf8)),
    NULLS(HARMLESS, "null for every field that is absent", new Rewritten(Values::nulls)),
    ZEROES_MISSING(DECEPTIVE,
            "no key for fields that are zero or empty, as the vendor does; absent and zero then look the same",
            new Rewritten(Values::zeroesMissing)),
    DECIMAL_SIZE(HARMLESS, "trades have their size as decimal_size too, in text", new Rewritten(Values::decimalSize)),
    DECIMAL_SIZE_DISAGREES(HOSTILE, "decimal_size says seven shares more than size",
            new Rewritten(Values::decimalSizeDisagrees));

    private final Kind kind;
    private final String wire;
    /** Records over constants, unmodifiable maps and functions without state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Effect effect;

    Fault(Kind kind, String wire, Effect effect) {
        this.kind = kind;
        this.wire = wire;
        this.effect = effect;
    }

    /** What can be expected of a client that meets it. */
    public Kind kind() {
        return kind;
    }

    /** What goes over the wire, in a sentence without its full stop. */
    public String wire() {
        return wire;
    }

    /** What it does to an answer. */
    public Effect effect() {
        return effect;
    }

    /** Its name in plans and reports, such as {@code body_cut}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The fault of this name.
     *
     * @throws IllegalArgumentException for a name that is not in the catalogue
     */
    public static Fault named(String word) {
        return Arrays.stream(values()).filter(fault -> fault.word().equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'%s' is no fault; microtape simulator --list-faults shows all of them".formatted(word)));
    }
}
