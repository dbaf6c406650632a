package io.microtape.runtime.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.runtime.lake.Between.Answer;
import io.microtape.runtime.lake.Between.Cut;
import io.microtape.runtime.lake.Between.Deed;
import io.microtape.runtime.lake.Between.Flip;
import io.microtape.runtime.lake.Between.Lose;
import io.microtape.runtime.lake.Between.Pass;
import io.microtape.runtime.lake.Between.Refuse;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a lake in a bucket when something stands between it and its store. */
class S3FaultsTest {
    private static final String PATH = "event_windows/A/x_trades.parquet";

    @TempDir
    Path folder;
    private final List<Lake> opened = new ArrayList<>();
    private TestBucket bucket;
    private Between between;

    @BeforeEach
    void open() throws Exception {
        bucket = TestBucket.open();
        between = new Between(bucket.url());
    }

    @AfterEach
    void close() {
        opened.forEach(Lake::close);
        if (between != null) {
            between.close();
        }
    }

    private Lake lake() {
        return lake(Clock.systemUTC(), TestBucket.settings(between.url(), bucket.name()));
    }

    private Lake lake(Clock clock, LakeSettings settings) {
        var lake = new S3Lake(settings, folder.resolve("scratch"), clock);
        opened.add(lake);
        return lake;
    }

    @Test
    void an_answer_that_is_lost_is_no_other_file_at_the_place() throws Exception {
        between.does((request, nth) -> on(request.startsWith("PUT") && nth == 1, new Lose()));
        LakeFacts.publish(lake(), PATH, "whole");
        assertThat(between.asked("PUT")).isEqualTo(2);
        assertThat(LakeFacts.content(lake(), PATH)).isEqualTo("whole");
    }

    @Test
    void the_lost_answer_of_a_file_in_parts_is_none_either() throws Exception {
        between.does((request, nth) -> on(completes(request) && nth == 1, new Lose()));
        Lake lake = lake();
        assertThat(lake.publish(parts(lake), PATH)).isTrue();
        assertThat(lake.files()).containsExactly(PATH);
        assertThat(bucket.uploads()).isEmpty();
    }

    @Test
    void a_lost_answer_does_not_hide_that_another_file_was_there() throws Exception {
        LakeFacts.publish(lake(), PATH, "first");
        between.does((request, nth) -> on(request.startsWith("PUT") && nth == 1, new Lose()));
        Lake lake = lake();
        assertThat(lake.publish(Files.writeString(lake.temporary(PATH), "other"), PATH)).isFalse();
        assertThat(LakeFacts.content(lake, PATH)).isEqualTo("first");
    }

    @Test
    void an_upload_that_is_cut_leaves_nothing_that_a_listing_shows() throws Exception {
        between.does((request, _) -> on(request.contains("partNumber=2"), new Refuse()));
        Lake lake = lake();
        Path temporary = parts(lake);
        assertThatThrownBy(() -> lake.publish(temporary, PATH)).isInstanceOf(LakeUnavailableException.class)
                .hasMessageContaining(lake.shown(PATH)).hasMessageContaining("does not answer");
        assertThat(lake.files()).isEmpty();
        assertThat(lake.has(PATH)).isFalse();
        assertThat(bucket.uploads()).isEmpty();
        between.does((_, _) -> new Pass());
        assertThat(lake.publish(temporary, PATH)).isTrue();
    }

    @Test
    void one_that_is_killed_in_the_middle_is_swept_after_a_day() throws Exception {
        between.does((request, _) -> on(request.contains("partNumber=2") || request.startsWith("DELETE"),
                new Refuse()));
        Lake killed = lake();
        Path temporary = parts(killed);
        assertThatThrownBy(() -> killed.publish(temporary, PATH)).isInstanceOf(LakeUnavailableException.class);
        assertThat(bucket.uploads()).hasSize(1);
        between.does((_, _) -> new Pass());
        assertThat(lake().files()).isEmpty();
        assertThat(lake().sweepTemporaries()).isZero();
        assertThat(lake(Clock.offset(Clock.systemUTC(), Duration.ofHours(25)),
                TestBucket.settings(between.url(), bucket.name())).sweepTemporaries()).isEqualTo(1);
        assertThat(bucket.uploads()).isEmpty();
        assertThat(killed.publish(temporary, PATH)).isTrue();
    }

    @Test
    void a_store_that_is_overloaded_for_a_moment_is_asked_again() throws Exception {
        between.does(
                (request, nth) -> on(nth <= 2, nth == 1 ? refusal(503, "SlowDown") : refusal(500, "InternalError")));
        Lake lake = lake();
        LakeFacts.publish(lake, PATH, "whole");
        assertThat(LakeFacts.content(lake, PATH)).isEqualTo("whole");
        assertThat(lake.files()).containsExactly(PATH);
    }

    @Test
    void a_name_that_somebody_else_is_putting_is_put_when_they_are_through() throws Exception {
        between.does((request, nth) -> on(request.startsWith("PUT") && nth <= 3, conflict()));
        Lake lake = lake();
        long began = System.nanoTime();
        LakeFacts.publish(lake, PATH, "whole");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).as("three pauses")
                .isGreaterThan(Duration.ofMillis(650));
        assertThat(LakeFacts.content(lake, PATH)).isEqualTo("whole");
    }

    @Test
    void one_that_they_go_on_putting_is_busy_and_the_lake_is_not_unwritable() throws Exception {
        between.does((request, _) -> on(request.startsWith("PUT"), conflict()));
        Lake lake = lake();
        Path temporary = Files.writeString(lake.temporary(PATH), "whole");
        assertThatThrownBy(() -> lake.publish(temporary, PATH)).isInstanceOf(LakeBusyException.class)
                .hasMessageContaining(lake.shown(PATH)).hasMessageContaining("somebody else");
    }

    private static Deed conflict() {
        return refusal(409, "ConditionalRequestConflict");
    }

    @Test
    void one_that_stays_so_makes_the_lake_unavailable() throws Exception {
        between.does((_, _) -> refusal(500, "InternalError"));
        Lake lake = lake();
        Path temporary = Files.writeString(lake.temporary(PATH), "whole");
        says(() -> lake.publish(temporary, PATH), "overloaded or unwell", "HTTP 500 InternalError", lake.shown(PATH));
        assertThat(temporary).exists();
    }

    @Test
    void bytes_that_change_on_their_way_up_are_not_stored() throws Exception {
        between.does((request, _) -> on(request.startsWith("PUT"), new Flip()));
        Lake lake = lake();
        Path temporary = Files.writeString(lake.temporary(PATH), "whole");
        assertThatThrownBy(() -> lake.publish(temporary, PATH)).hasMessageContaining(lake.shown(PATH));
        assertThat(lake.files()).isEmpty();
    }

    @Test
    void bytes_that_change_or_end_on_their_way_down_are_fetched_again() throws Exception {
        Lake lake = lake();
        LakeFacts.publish(lake, PATH, "whole");
        between.does((request, nth) -> on(request.startsWith("GET") && nth == 1, new Flip()));
        assertThat(LakeFacts.content(lake, PATH)).isEqualTo("whole");
        between.does((request, nth) -> on(request.startsWith("GET") && nth == 3, new Cut()));
        assertThat(LakeFacts.content(lake, PATH)).isEqualTo("whole");
        assertThat(between.asked("GET")).isEqualTo(4);
    }

    @Test
    void a_store_that_knows_no_condition_is_looked_at_first() throws Exception {
        Lake lake = lake();
        for (Deed unknown : List.of(refusal(501, "NotImplemented"), refusal(400, "InvalidArgument"))) {
            bucket.client().listObjectsV2(ask -> ask.bucket(bucket.name())).contents()
                    .forEach(
                            object -> bucket.client().deleteObject(ask -> ask.bucket(bucket.name()).key(object.key())));
            between.refusesConditionsWith(unknown);
            LakeFacts.publish(lake, PATH, "first");
            assertThat(lake.publish(Files.writeString(lake.temporary(PATH), "other"), PATH)).isFalse();
            assertThat(LakeFacts.content(lake, PATH)).isEqualTo("first");
            assertThat(lake.publish(parts(lake), "event_windows/B/large.parquet")).isTrue();
            lake.setAside(PATH);
            assertThat(lake.has(PATH)).isFalse();
            lake = lake();
        }
    }

    @Test
    void one_that_ignores_conditions_in_silence_is_found_out() throws Exception {
        between.hidesConditions();
        Lake lake = lake();
        LakeFacts.publish(lake, PATH, "first");
        assertThat(lake.publish(Files.writeString(lake.temporary(PATH), "other"), PATH)).isFalse();
        assertThat(LakeFacts.content(lake, PATH)).isEqualTo("first");
    }

    @Test
    void what_a_store_refuses_is_said_with_what_to_do_and_without_a_credential() throws Exception {
        Lake lake = lake();
        Path temporary = Files.writeString(lake.temporary(PATH), "whole");
        Map<Answer, String> words = Map.of(refusal(403, "AccessDenied"), "s3:PutObject",
                refusal(403, "InvalidAccessKeyId"), "AWS_ACCESS_KEY_ID",
                refusal(403, "SignatureDoesNotMatch"), "AWS_SECRET_ACCESS_KEY",
                refusal(400, "ExpiredToken"), "have expired; give new ones",
                refusal(403, "RequestTimeTooSkewed"), "the clock of this machine",
                refusal(400, "AuthorizationHeaderMalformed"), "set lake.region",
                new Answer(301, "PermanentRedirect", Map.of("x-amz-bucket-region", "eu-central-1")),
                "set lake.region to eu-central-1");
        for (var each : words.entrySet()) {
            between.does((_, _) -> each.getKey());
            says(() -> lake.publish(temporary, PATH), each.getValue(), lake.shown(PATH));
            says(() -> lake.read(PATH), each.getValue(), lake.shown(PATH));
            says(lake::files, each.getValue(), bucket.name());
        }
    }

    @Test
    void a_bucket_that_is_not_there_is_named() throws Exception {
        Lake lake = lake(Clock.systemUTC(), TestBucket.settings(bucket.url(), "nobodys"));
        Path temporary = Files.writeString(lake.temporary(PATH), "whole");
        says(() -> lake.publish(temporary, PATH), "there is no bucket nobodys at " + bucket.url(), "lake.bucket");
        says(lake::files, "there is no bucket nobodys");
        says(() -> lake.has(PATH), "there is no bucket nobodys");
        says(() -> lake.look(PATH), "there is no bucket nobodys");
        says(() -> lake.read(PATH), "there is no bucket nobodys");
    }

    @Test
    void a_store_that_cannot_be_reached_is_named() throws Exception {
        int port;
        try (var closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        Lake lake = lake(Clock.systemUTC(), TestBucket.settings(URI.create("http://127.0.0.1:" + port), "tapes"));
        says(() -> lake.read(PATH), "http://127.0.0.1:" + port + " does not answer", "lake.endpoint");
    }

    private static void says(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(LakeUnavailableException.class).message().contains(words)
                .doesNotContain(TestBucket.SECRET, TestBucket.KEY_ID);
    }

    private static Path parts(Lake lake) throws Exception {
        byte[] bytes = new byte[(int) TestBucket.PART * 2 + 1];
        new Random(20260102).nextBytes(bytes);
        return Files.write(lake.temporary(PATH), bytes);
    }

    private static Answer refusal(int status, String code) {
        return new Answer(status, code, Map.of());
    }

    private static boolean completes(String request) {
        return request.startsWith("POST") && request.contains("uploadId=");
    }

    private static Deed on(boolean met, Deed deed) {
        return met ? deed : new Pass();
    }
}
