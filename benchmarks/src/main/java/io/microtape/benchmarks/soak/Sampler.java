package io.microtape.benchmarks.soak;

import io.microtape.servers.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Measures a process from outside: {@code jcmd}, {@code /proc} and the files of its home. Needs Linux and a JDK. */
final class Sampler {
    /** What the coverage image holds of a capture. */
    private static final long IMAGE_BYTES = 65;
    private static final double MB = 1e6;
    private static final double KB_IN_MB = 1_024 / MB;
    private static final Pattern LIVING = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    /** Holes that the collector keeps for later look like objects. */
    private static final Pattern HOLES = Pattern
            .compile("(?m)^ *\\d+: +\\d+ +(\\d+) +\\[*L?jdk\\.internal\\.vm\\.Filler");
    private static final Pattern TOTAL = Pattern.compile("Total: .*committed=(\\d+)KB");
    private static final Pattern JAVA_HEAP = Pattern.compile("Java Heap .*committed=(\\d+)KB");
    private static final Pattern OTHER = Pattern.compile("- +Other .*committed=(\\d+)KB");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

    private final Folders folders;

    Sampler(Folders folders) {
        this.folders = folders;
    }

    /** @param hours since the process began */
    Sample sample(JavaProcess process, double hours) throws IOException {
        String told = jcmd(process, "GC.class_histogram", "VM.native_memory summary");
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        String status = Files.readString(proc.resolve("status"));
        long captures = captures();
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        values.put(Measure.HEAP, (found(LIVING, told) - sum(HOLES, told) - captures * IMAGE_BYTES) / MB);
        values.put(Measure.BEYOND_HEAP, (found(TOTAL, told) - found(JAVA_HEAP, told)) * KB_IN_MB);
        values.put(Measure.OFF_HEAP, sum(OTHER, told) * KB_IN_MB);
        values.put(Measure.RSS, found(RESIDENT, status) * KB_IN_MB);
        values.put(Measure.THREADS, (double) found(THREADS, status));
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            values.put(Measure.FILES, (double) open.count());
        }
        values.put(Measure.LEDGER, (double) size(folders.home().ledger()) / Math.max(1, captures));
        values.put(Measure.WAL, size(Path.of(folders.home().ledger() + "-wal")) / MB);
        values.put(Measure.TEMPORARIES, (double) folders.temporaries().size());
        return new Sample(hours, captures, values);
    }

    /** Keeps what the heap holds and what the threads do, to look at when something grew. */
    void keep(JavaProcess process, String when) throws IOException {
        Files.writeString(folders.root().resolve("histogram-" + when + ".txt"), jcmd(process, "GC.class_histogram"));
        Files.writeString(folders.root().resolve("threads-" + when + ".txt"), jcmd(process, "Thread.print"));
    }

    private String jcmd(JavaProcess process, String... commands) throws IOException {
        Path file = Files.write(folders.root().resolve("jcmd.txt"), Stream.of(commands).toList());
        Process asking = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()), "-f", file.toString()).redirectErrorStream(true).start();
        return new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long found(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no '%s' in:%n%s".formatted(pattern, text));
        }
        return Long.parseLong(found.group(1));
    }

    private static long sum(Pattern pattern, String text) {
        return pattern.matcher(text).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long captures() {
        if (!Files.exists(folders.home().ledger())) {
            return 0;
        }
        try (var ledger = DriverManager.getConnection("jdbc:sqlite:file:%s?mode=ro".formatted(folders.home().ledger()));
                var asking = ledger.createStatement();
                var answer = asking.executeQuery("select count(*) from capture")) {
            return answer.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the ledger cannot be read beside the process", e);
        }
    }
}
