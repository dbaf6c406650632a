package io.microtape.manifest.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.manifest.BuildRequest;
import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.build.Build.Failed;
import io.microtape.manifest.build.Build.Finished;
import io.microtape.manifest.build.Build.Queued;
import io.microtape.manifest.build.Build.Running;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.http.Problems;
import io.microtape.runtime.table.TableException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BuildDeskTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger together = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void builds_run_one_after_the_other_and_more_than_a_few_do_not_wait() throws Exception {
        BuildDesk desk = desk(_ -> {
            most.accumulateAndGet(together.incrementAndGet(), Math::max);
            begun.countDown();
            await(released);
            together.decrementAndGet();
            return null;
        });
        List<Build> submitted = new ArrayList<>(List.of(desk.submit(request("first")).orElseThrow()));
        await(begun);
        for (int i = 0; i < BuildDesk.MAX_WAITING; i++) {
            submitted.add(desk.submit(request("next")).orElseThrow());
        }
        assertThat(desk.submit(request("one too many"))).isEmpty();
        assertThat(desk.find(submitted.getFirst().buildId()).orElseThrow().progress()).isInstanceOf(Running.class);
        assertThat(desk.find(submitted.getLast().buildId()).orElseThrow().progress()).isInstanceOf(Queued.class);
        assertThat(desk.all()).hasSize(BuildDesk.MAX_WAITING + 1)
                .extracting(Build::buildId).startsWith(submitted.getLast().buildId());
        released.countDown();
        for (Build build : submitted) {
            assertThat(ended(desk, build).progress()).isInstanceOf(Finished.class);
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void a_build_that_fails_says_why_and_the_next_one_runs() throws Exception {
        BuildDesk desk = desk(request -> {
            if (request.events().equals("absent")) {
                throw new TableException("no events at absent");
            }
            if (request.events().equals("huge")) {
                throw new OutOfMemoryError("made up");
            }
            return null;
        });
        Build absent = desk.submit(request("absent")).orElseThrow();
        Build huge = desk.submit(request("huge")).orElseThrow();
        Build sound = desk.submit(request("sound")).orElseThrow();
        assertThat(ended(desk, absent).progress()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.problem().status()).isEqualTo(422);
            assertThat(failed.problem().detail()).isEqualTo("no events at absent");
        });
        assertThat(ended(desk, huge).progress()).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.problem().status()).isEqualTo(507));
        assertThat(ended(desk, sound).progress()).isInstanceOf(Finished.class);
    }

    @Test
    void only_the_newest_ended_builds_are_remembered() throws Exception {
        BuildDesk desk = desk(_ -> null);
        Build first = desk.submit(request("first")).orElseThrow();
        ended(desk, first);
        for (int i = 0; i < BuildDesk.KEPT; i++) {
            assertThat(desk.find(first.buildId())).isPresent();
            ended(desk, desk.submit(request("later")).orElseThrow());
        }
        assertThat(desk.find(first.buildId())).isEmpty();
        assertThat(desk.all()).hasSize(BuildDesk.KEPT);
    }

    private static BuildDesk desk(Function<BuildRequest, BuiltManifest> builder) {
        return new BuildDesk(builder, failure -> Problems.of(failure, -1), Clock.systemUTC());
    }

    private static BuildRequest request(String events) {
        return new BuildRequest(events, Optional.empty(), Optional.empty(), Config.defaults().profile(), true);
    }

    private static Build ended(BuildDesk desk, Build build) throws Exception {
        desk.end(build).toCompletableFuture().get(20, TimeUnit.SECONDS);
        return desk.find(build.buildId()).orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
