package io.microtape.runtime.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

class S3LakeTest extends LakeFacts {
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

    @Override
    Lake lake() {
        return lake(Clock.systemUTC(), Long.MAX_VALUE);
    }

    private Lake lake(Clock clock, long keptBytes) {
        Lake lake = new S3Lake(TestBucket.settings(between.url(), bucket.name()), folder.resolve("scratch"), clock,
                keptBytes);
        opened.add(lake);
        return lake;
    }

    @Override
    void fill(List<String> paths) throws Exception {
        put(paths.getFirst(), "many");
        bucket.multiply("research/tapes/" + paths.getFirst(),
                paths.stream().skip(1).map("research/tapes/"::concat).toList());
    }

    private void put(String path, String content) {
        bucket.client().putObject(ask -> ask.bucket(bucket.name()).key("research/tapes/" + path),
                RequestBody.fromString(content));
    }

    @Test
    void nothing_stays_on_this_machine_of_what_was_published_and_read() throws Exception {
        Lake lake = lake();
        publish(lake, "a.parquet", "one");
        content(lake, "a.parquet");
        assertThat(copies()).isEmpty();
        lake.look("a.parquet").close();
        assertThat(copies()).hasSize(1);
        lake.close();
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void what_a_process_that_is_gone_left_on_this_machine_is_swept_and_that_of_one_that_runs_is_not() throws Exception {
        Path gone = folder.resolve("scratch/6f9619ff-8b86-d011-b42d-00cf4fc964ff");
        Files.createDirectories(gone);
        Files.writeString(gone.resolve("a.tmp"), "left");
        Files.createFile(folder.resolve("scratch/6f9619ff-8b86-d011-b42d-00cf4fc964ff.lock"));
        Path running = Files.writeString(lake().temporary("a.parquet"), "at work");
        Files.writeString(lake().temporary("a.parquet"), "at work too");
        assertThat(gone).doesNotExist();
        assertThat(running).exists();
    }

    @Test
    void who_looks_ten_times_fetches_once() throws Exception {
        Lake lake = lake();
        publish(lake, "a.parquet", "one");
        for (int i = 0; i < 10; i++) {
            try (LakeFile file = lake.look("a.parquet")) {
                assertThat(Files.readString(file.path())).isEqualTo("one");
            }
        }
        assertThat(between.asked("GET")).isEqualTo(1);
    }

    @Test
    void kept_copies_are_bounded_and_one_in_use_stays() throws Exception {
        Lake lake = lake(Clock.systemUTC(), 10);
        publish(lake, "a.parquet", "123456");
        publish(lake, "b.parquet", "abcdef");
        try (LakeFile first = lake.look("a.parquet")) {
            lake.look("b.parquet").close();
            assertThat(Files.readString(first.path())).isEqualTo("123456");
            assertThat(copies()).hasSize(1);
        }
        try (LakeFile second = lake.look("b.parquet"); LakeFile first = lake.look("a.parquet")) {
            assertThat(copies()).hasSize(2);
            assertThat(Files.readString(first.path()) + Files.readString(second.path())).isEqualTo("123456abcdef");
        }
        assertThat(copies()).hasSize(1);
    }

    @Test
    void the_very_same_bytes_at_the_place_count_as_published() throws Exception {
        put("a.parquet", "same");
        Lake lake = lake();
        assertThat(lake.publish(Files.writeString(lake.temporary("a.parquet"), "same"), "a.parquet")).isTrue();
        assertThat(lake.publish(Files.writeString(lake.temporary("a.parquet"), "else"), "a.parquet")).isFalse();
        assertThat(content(lake, "a.parquet")).isEqualTo("same");
    }

    @Test
    void an_object_carries_the_hash_of_its_content() throws Exception {
        publish(lake(), "a.parquet", "whole");
        var head = bucket.client().headObject(ask -> ask.bucket(bucket.name()).key("research/tapes/a.parquet"));
        assertThat(head.metadata()).containsEntry("sha256",
                Lake.sha256(Files.writeString(folder.resolve("whole"), "whole")));
    }

    @Test
    void an_object_that_was_spoilt_is_given_as_it_is_so_that_its_proof_fails() throws Exception {
        publish(lake(), "a.parquet", "whole");
        bucket.server().spoil(bucket.name(), "research/tapes/a.parquet");
        assertThat(content(lake(), "a.parquet")).hasSize(5).isNotEqualTo("whole");
    }

    @Test
    void a_disk_here_that_cannot_be_written_is_not_taken_for_the_store() throws Exception {
        Lake lake = lake();
        publish(lake, "a.parquet", "whole");
        Path ours = lake.temporary("a.parquet").getParent();
        Files.delete(ours);
        assertThatThrownBy(() -> lake.read("a.parquet")).isInstanceOf(IOException.class)
                .isNotInstanceOf(LakeUnavailableException.class).isNotInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(ours + "/").hasMessageContaining("cannot be written");
        assertThat(between.asked("GET")).isEqualTo(1);
        Files.createDirectory(ours);
        assertThat(content(lake, "a.parquet")).isEqualTo("whole");
    }

    @Test
    void only_uploads_of_more_than_a_day_are_swept() throws Exception {
        bucket.client().createMultipartUpload(
                ask -> ask.bucket(bucket.name()).key("research/tapes/event_windows/A/x.parquet"));
        bucket.client().createMultipartUpload(ask -> ask.bucket(bucket.name()).key("elsewhere/x.parquet"));
        assertThat(lake().files()).isEmpty();
        assertThat(lake().sweepTemporaries()).isZero();
        assertThat(bucket.uploads()).hasSize(2);
        Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));
        assertThat(lake(tomorrow, 0).sweepTemporaries()).isEqualTo(1);
        assertThat(bucket.uploads()).hasSize(1);
    }

    @Test
    void what_is_beside_the_prefix_is_no_file_of_the_lake() throws Exception {
        bucket.client().putObject(ask -> ask.bucket(bucket.name()).key("research/tapes2/x.parquet"),
                RequestBody.fromString("another's"));
        assertThat(lake().files()).isEmpty();
    }

    @Test
    void other_tools_are_told_the_place_and_how_to_reach_it() {
        assertThat(lake().name()).isEqualTo("s3://%s/research/tapes".formatted(bucket.name()));
        assertThat(lake().readers("a.parquet").duckdb())
                .isEqualTo("select * from 's3://%s/research/tapes/a.parquet' order by sip_timestamp"
                        .formatted(bucket.name()));
        assertThat(lake().readers("a.parquet").polars()).contains("s3://" + bucket.name()).contains(
                "'aws_endpoint_url': '%s'".formatted(between.url()));
    }

    private List<Path> copies() throws Exception {
        try (var tree = Files.walk(folder.resolve("scratch"))) {
            return tree.filter(path -> path.toString().endsWith(".tmp")).toList();
        }
    }
}
