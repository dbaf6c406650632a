package io.microtape.runtime.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every lake promises, whatever it stands on. */
abstract class LakeFacts {
    private static final int MANY = 5_000;

    @TempDir
    Path folder;

    /** The lake, empty; asked again it is another process's view of the same one. */
    abstract Lake lake();

    /** Puts many small files in whatever way is quick. */
    abstract void fill(List<String> paths) throws Exception;

    @Test
    void a_file_appears_whole_under_its_name_and_its_temporary_is_gone() throws Exception {
        Lake lake = lake();
        Path temporary = Files.writeString(lake.temporary("a/b.parquet"), "whole");
        assertThat(lake.files()).isEmpty();
        assertThat(lake.has("a/b.parquet")).isFalse();
        assertThat(lake.publish(temporary, "a/b.parquet")).isTrue();
        assertThat(lake().files()).containsExactly("a/b.parquet");
        assertThat(lake().has("a/b.parquet")).isTrue();
        assertThat(content(lake(), "a/b.parquet")).isEqualTo("whole");
        assertThat(temporary).doesNotExist();
    }

    @Test
    void a_name_that_is_taken_is_never_overwritten() throws Exception {
        Lake lake = lake();
        Path first = Files.writeString(lake.temporary("a.parquet"), "first");
        Path second = Files.writeString(lake.temporary("a.parquet"), "other");
        assertThat(lake.publish(first, "a.parquet")).isTrue();
        assertThat(lake().publish(second, "a.parquet")).isFalse();
        assertThat(content(lake, "a.parquet")).isEqualTo("first");
        assertThat(second).exists();
    }

    @Test
    void of_many_publishers_of_one_name_exactly_one_wins_and_the_others_see_it() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 10; round++) {
                String path = "event_windows/A/%d.parquet".formatted(round);
                var together = new CyclicBarrier(4);
                List<Future<Boolean>> all = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    Lake lake = lake();
                    Path temporary = Files.writeString(lake.temporary(path), "from " + i);
                    Callable<Boolean> publisher = () -> {
                        together.await();
                        return lake.publish(temporary, path);
                    };
                    all.add(threads.submit(publisher));
                }
                List<Boolean> won = new ArrayList<>();
                for (Future<Boolean> each : all) {
                    won.add(each.get());
                }
                assertThat(won).containsOnlyOnce(true);
                assertThat(content(lake(), path)).isEqualTo("from " + won.indexOf(true));
            }
        }
    }

    @Test
    void what_is_not_there_is_missing_and_nothing_else() throws Exception {
        Lake lake = lake();
        assertThat(lake.has("event_windows/A/none.parquet")).isFalse();
        assertThatThrownBy(() -> lake.read("event_windows/A/none.parquet")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> lake.look("event_windows/A/none.parquet")).isInstanceOf(NoSuchFileException.class);
        assertThat(lake.files()).isEmpty();
    }

    @Test
    void a_file_of_many_parts_comes_back_byte_for_byte() throws Exception {
        Lake lake = lake();
        byte[] bytes = new byte[13 * 1024 * 1024 + 7];
        new Random(20260101).nextBytes(bytes);
        assertThat(lake.publish(Files.write(lake.temporary("large.parquet"), bytes), "large.parquet")).isTrue();
        try (LakeFile file = lake().read("large.parquet")) {
            assertThat(Files.mismatch(file.path(), Files.write(folder.resolve("large"), bytes))).isEqualTo(-1);
        }
    }

    @Test
    void a_file_that_proves_nothing_leaves_its_place_but_is_not_deleted() throws Exception {
        Lake lake = lake();
        publish(lake, "a.parquet", "bad");
        String aside = lake.setAside("a.parquet");
        assertThat(aside).startsWith(lake.shown("a.parquet") + ".").endsWith(".damaged");
        assertThat(lake.files()).isEmpty();
        assertThat(lake.has("a.parquet")).isFalse();
        assertThat(content(lake, aside.substring(aside.indexOf("a.parquet.")))).isEqualTo("bad");
        assertThatThrownBy(() -> lake.setAside("a.parquet")).isInstanceOf(NoSuchFileException.class);
        publish(lake, "a.parquet", "good");
        assertThat(content(lake, "a.parquet")).isEqualTo("good");
    }

    @Test
    void who_looks_often_sees_the_file_as_it_is_now() throws Exception {
        Lake lake = lake();
        publish(lake, "a.parquet", "one");
        String before;
        try (LakeFile first = lake.look("a.parquet"); LakeFile second = lake.look("a.parquet")) {
            assertThat(second.stamp()).isEqualTo(first.stamp());
            assertThat(Files.readString(second.path())).isEqualTo("one");
            before = first.stamp();
        }
        lake().setAside("a.parquet");
        publish(lake(), "a.parquet", "another");
        try (LakeFile changed = lake.look("a.parquet")) {
            assertThat(changed.stamp()).isNotEqualTo(before);
            assertThat(Files.readString(changed.path())).isEqualTo("another");
        }
    }

    @Test
    void no_path_leads_out_of_the_lake() {
        Lake lake = lake();
        assertThatThrownBy(() -> lake.has("../x")).hasMessageContaining("out of the lake");
        assertThatThrownBy(() -> lake.read("a/../../x")).hasMessageContaining("out of the lake");
    }

    @Test
    void symbols_of_every_shape_have_files_of_their_own() throws Exception {
        Lake lake = lake();
        List<String> symbols = List.of("BRK.B", "AM%70B", "%41MPB", "A-B", "C%20", "D%2FE", "F%2520", "%C3%89", "G+H");
        for (String symbol : symbols) {
            publish(lake, "event_windows/%s/x_trades.parquet".formatted(symbol), symbol);
        }
        assertThat(lake.files()).containsExactlyElementsOf(
                symbols.stream().map("event_windows/%s/x_trades.parquet"::formatted).sorted().toList());
        for (String symbol : symbols) {
            String path = "event_windows/%s/x_trades.parquet".formatted(symbol);
            assertThat(content(lake, path)).isEqualTo(symbol);
            lake.setAside(path);
        }
        assertThat(lake.files()).isEmpty();
    }

    @Test
    void five_thousand_files_are_all_listed_in_order() throws Exception {
        List<String> paths = IntStream.range(0, MANY)
                .mapToObj(i -> "event_windows/S%02d/%04d_trades.parquet".formatted(i % 50, i)).toList();
        fill(paths);
        assertThat(lake().files()).containsExactlyElementsOf(paths.stream().sorted().toList());
    }

    static void publish(Lake lake, String path, String content) throws IOException {
        assertThat(lake.publish(Files.writeString(lake.temporary(path), content), path)).isTrue();
    }

    static String content(Lake lake, String path) throws IOException {
        try (LakeFile file = lake.read(path)) {
            return Files.readString(file.path());
        }
    }
}
