package io.microtape.standalone.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cuts one process off from the others, in both directions, by rules of the kernel's packet filter: packets are dropped, as on
 * a network that broke, and connections are not closed. The process is told by a group of its own, so that all of them can be
 * on one machine.
 */
final class Partition implements AutoCloseable {
    static final String NEEDS = "cutting a process off needs root, nft and setpriv; on Debian: apt-get install nftables";
    private static final int GROUP = 47_110;
    private static final String NFT = "/usr/sbin/nft";

    private final String table = "microtape_test_" + ProcessHandle.current().pid();

    /** Whether this machine lets us. */
    static boolean isPossible() {
        return Files.isExecutable(Path.of(NFT)) && Files.isExecutable(Path.of("/usr/bin/setpriv"))
                && run("list tables") == 0;
    }

    /** What starts a process that can be cut off. */
    static List<String> member() {
        return List.of("/usr/bin/setpriv", "--regid=" + GROUP, "--clear-groups");
    }

    /**
     * Begins.
     *
     * @param its    the ports at which the others reach it
     * @param others the ports at which it reaches the others
     */
    void begin(List<Integer> its, List<Integer> others) {
        nft("add table inet " + table);
        nft("add chain inet %s out { type filter hook output priority 0; }".formatted(table));
        nft("add rule inet %s out tcp dport { %s } drop".formatted(table, ports(its)));
        nft("add rule inet %s out tcp sport { %s } drop".formatted(table, ports(its)));
        nft("add rule inet %s out meta skgid %d tcp dport { %s } drop".formatted(table, GROUP, ports(others)));
    }

    /** Ends; what was dropped is sent again by whoever sent it. */
    void end() {
        nft("delete table inet " + table);
    }

    @Override
    public void close() {
        run("delete table inet " + table);
    }

    private static String ports(List<Integer> ports) {
        return ports.stream().map(port -> Integer.toString(port)).collect(Collectors.joining(", "));
    }

    private static void nft(String rule) {
        assertThat(run(rule)).as("nft %s", rule).isZero();
    }

    private static int run(String rule) {
        try {
            return new ProcessBuilder(NFT, rule).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
