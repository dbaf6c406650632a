package io.microtape.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.lake.LakeSettings;
import io.microtape.runtime.ledger.LeaseSettings;
import io.microtape.runtime.ledger.LedgerSettings;
import io.microtape.runtime.tracing.TracingSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsOfManyMachinesTest {
    @Test
    void without_settings_one_machine_is_enough() {
        Config config = Config.defaults();
        assertThat(config.block("ledger", LedgerSettings.class).server()).isFalse();
        assertThat(config.block("lake", LakeSettings.class).remote()).isFalse();
        assertThat(config.block("cluster", ClusterSettings.class).encrypted()).isFalse();
        assertThat(config.block("tracing", TracingSettings.class).on()).isFalse();
    }

    @Test
    void a_setting_that_cannot_be_meant_is_refused_with_its_key_and_what_to_give() {
        refused("ledger.url=postgres://host/db", "ledger.url does not begin with jdbc:postgresql://");
        refused("ledger.connections=1", "ledger.connections is 1; allowed is 2 to 100");
        refused("leases.duration=500ms", "leases.duration is 500ms; allowed is 1s to 3600s");
        refused("leases.retry_after=2d", "leases.retry_after is 172800s; allowed is 0s to 86400s");
        refused("lake.prefix=tapes", "lake.bucket is empty");
        refused("lake.part_bytes=1", "lake.part_bytes is 1; allowed is 5242880 to 1073741824");
        refused("lake.endpoint=minio:9000", "lake.endpoint is 'minio:9000'");
        refused("cluster.members=[\"host\"]", "cluster.members has 'host'; each is host:port");
        refused("cluster.port=70000", "cluster.port is 70000; allowed is 0 to 65535");
        refused("cluster.heartbeat_limit=1s", "cluster.heartbeat_limit is 1s; allowed is 2s to 600s");
        refused("cluster.certificate=a.pem", "give all three or none");
        refused("tracing.endpoint=collector", "tracing.endpoint is 'collector'");
        refused("tracing.sampled=2", "tracing.sampled is 2.0; allowed is 0 to 1");
    }

    @Test
    void a_password_among_the_settings_is_refused_and_not_repeated() {
        Config config = Config.load(Optional.empty(), Optional.empty(),
                List.of("ledger.url=jdbc:postgresql://host/db?password=hunter2"));
        assertThatThrownBy(() -> config.block("ledger", LedgerSettings.class)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("MICROTAPE_LEDGER_PASSWORD").message().doesNotContain("hunter2");
    }

    @Test
    void whom_to_join_is_said_once() {
        Config config = Config.load(Optional.empty(), Optional.empty(),
                List.of("cluster.members=[\"a:5701\"]", "cluster.kubernetes_service=microtape-cluster"));
        assertThatThrownBy(() -> config.block("cluster", ClusterSettings.class)).isInstanceOf(ConfigException.class)
                .hasMessageContaining("one of them says whom to join");
    }

    private static void refused(String setting, String saying) {
        Config config = Config.load(Optional.empty(), Optional.empty(), List.of(setting));
        assertThatThrownBy(() -> {
            config.block("ledger", LedgerSettings.class);
            config.block("leases", LeaseSettings.class);
            config.block("lake", LakeSettings.class);
            config.block("cluster", ClusterSettings.class);
            config.block("tracing", TracingSettings.class);
        }).as(setting).isInstanceOf(ConfigException.class).hasMessageStartingWith("--set " + setting + ": ")
                .hasMessageContaining(saying);
    }
}
