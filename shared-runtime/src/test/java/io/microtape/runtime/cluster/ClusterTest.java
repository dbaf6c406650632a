package io.microtape.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.runtime.bus.BusCodecs;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.process.Blocking;
import io.vertx.core.Future;
import io.microtape.runtime.tracing.Tracing;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
    private static final String ONE = "127.0.0.1";
    private static final DeliveryOptions SOON = new DeliveryOptions().setSendTimeout(1_000);
    private static final int MOST_SECONDS = 30;

    @TempDir
    private Path folder;

    private final List<Vertx> joined = new ArrayList<>();

    @AfterEach
    void leave() {
        joined.forEach(vertx -> Blocking.await(vertx.close()));
    }

    @Test
    void processes_that_name_each_other_share_a_bus() throws IOException {
        Settings settings = new Settings(freePort());
        listen(join(settings));
        assertThat(answerTo(join(settings.at(freePort())))).isEqualTo("heard");
    }

    @Test
    void with_a_name_for_all_members_nothing_but_the_name_is_asked() throws IOException {
        Vertx alone = join(new Settings(freePort()).named("localhost"));
        listen(alone);
        assertThat(answerTo(alone)).isEqualTo("heard");
    }

    @Test
    void a_process_may_give_its_address_by_name() throws IOException {
        Vertx named = join(called("localhost"));
        listen(named);
        assertThat(answerTo(named)).isEqualTo("heard");
    }

    @Test
    void a_name_that_nobody_knows_is_refused_in_words() throws IOException {
        ClusterSettings unknown = called("no-such-host.invalid");
        assertThatThrownBy(() -> join(unknown)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("cluster.host is 'no-such-host.invalid'");
    }

    private static ClusterSettings called(String host) throws IOException {
        int port = freePort();
        return new ClusterSettings("test", host, port, 0, List.of(host + ":" + port), "", Duration.ofSeconds(5), "", "",
                "");
    }

    @Test
    void a_process_of_another_cluster_stays_apart() throws IOException {
        Settings settings = new Settings(freePort());
        listen(join(settings));
        Vertx stranger = join(settings.at(freePort()).cluster("another"));
        assertThatThrownBy(() -> Blocking.await(asked(stranger))).hasMessageContaining("No handlers");
    }

    @Test
    void with_certificates_of_one_authority_the_bus_is_encrypted_and_a_stranger_hears_and_says_nothing()
            throws Exception {
        var ours = new Certificates(folder, "ours");
        Settings settings = new Settings(freePort()).encrypted(ours);
        listen(join(settings));
        assertThat(answerTo(join(settings.at(freePort())))).isEqualTo("heard");
        Vertx forged = join(settings.at(freePort()).encrypted(new Certificates(folder, "theirs")));
        assertThatThrownBy(() -> Blocking.await(asked(forged))).isInstanceOf(RuntimeException.class);
        Vertx plain = join(new Settings("test", freePort(), settings.members(), "", "", "", ""));
        assertThatThrownBy(() -> Blocking.await(asked(plain))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void no_object_of_java_is_made_of_what_comes_over_the_bus() throws IOException {
        Settings settings = new Settings(freePort());
        Vertx ours = join(settings);
        BusCodecs.register(ours);
        Blocking.await(
                ours.eventBus().consumer("objects", message -> message.reply(message.body().toString())).completion());
        Vertx stranger = join(settings.at(freePort()));
        stranger.eventBus().serializableChecker(_ -> true);
        assertThat(Blocking.await(stranger.eventBus().request("objects", "text")).body()).isEqualTo("text");
        assertThatThrownBy(() -> Blocking.await(stranger.eventBus().request("objects", new BitSet(),
                new DeliveryOptions().setSendTimeout(1_000)))).hasMessageContaining("Timed out");
    }

    @Test
    void who_cannot_join_is_told_where_and_which_settings_to_check() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> join(new Settings(taken.getLocalPort()))).isInstanceOf(ConfigException.class)
                    .hasMessageContaining("the cluster 'test' cannot be joined at 127.0.0.1, ports "
                            + taken.getLocalPort())
                    .hasMessageContaining("cluster.port");
        }
    }

    /** Of a process that joins the first one, which names itself. */
    private record Settings(String cluster, int port, List<String> members, String service, String certificate,
            String key, String authority) {
        Settings(int port) {
            this("test", port, List.of(ONE + ":" + port), "", "", "", "");
        }

        Settings at(int other) {
            return new Settings(cluster, other, members, service, certificate, key, authority);
        }

        Settings cluster(String name) {
            return new Settings(name, port, members, service, certificate, key, authority);
        }

        Settings named(String name) {
            return new Settings(cluster, port, List.of(), name, certificate, key, authority);
        }

        Settings encrypted(Certificates given) {
            return new Settings(cluster, port, members, service, given.certificate(), given.key(), given.authority());
        }

        ClusterSettings settings() {
            return new ClusterSettings(cluster, ONE, port, 0, members, service, Duration.ofSeconds(5), certificate, key,
                    authority);
        }
    }

    private Vertx join(Settings settings) {
        return join(settings.settings());
    }

    private Vertx join(ClusterSettings settings) {
        Vertx vertx = Blocking.await(Cluster.join(settings, new VertxOptions(), Tracing.OFF));
        joined.add(vertx);
        return vertx;
    }

    private static void listen(Vertx vertx) {
        Blocking.await(vertx.eventBus().consumer("question", message -> message.reply("heard")).completion());
    }

    private static Future<String> asked(Vertx vertx) {
        return vertx.eventBus().<String>request("question", "?", SOON).map(reply -> reply.body());
    }

    /** That somebody listens is known everywhere a moment after it is known there. */
    private static String answerTo(Vertx vertx) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (true) {
            try {
                return Blocking.await(asked(vertx));
            } catch (RuntimeException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
