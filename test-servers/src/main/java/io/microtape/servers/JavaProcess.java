package io.microtape.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program in a JVM of its own, with the class path of this one, and what can happen to it. It ends with this JVM. */
public final class JavaProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(?m)(?:answers at|dashboard|vendor) +(http://\\S+)");
    private static final long MOST_SECONDS = 90;

    private final String name;
    private final Path log;
    private final Process process;

    private JavaProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a program; what it says goes to a file of its name.
     *
     * @param before a command that starts the command behind it in some other way; empty for none
     */
    public static JavaProcess start(String name, Path folder, List<String> before, Map<String, String> environment,
            String main, List<String> arguments) {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xmx256m", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                main));
        command.addAll(arguments);
        Path log = folder.resolve(name + ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Files.deleteIfExists(log);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new JavaProcess(name, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be started".formatted(name), e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** As the program calls itself where several are told apart: the machine's name and the number of the process. */
    public String processName() {
        try {
            return InetAddress.getLocalHost().getHostName() + "-" + process.pid();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it answers, once it does. */
    public URI url() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (true) {
            Matcher said = ADDRESS.matcher(said());
            if (said.find()) {
                return URI.create(said.group(1));
            }
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("%s does not answer; it said:%n%s".formatted(name, said()));
            }
            pause();
        }
    }

    /** Ends it at once, as a machine that fails does. */
    public void kill() {
        process.destroyForcibly();
        ended();
    }

    /** Tells it to end; its exit code when it has. */
    public int terminate() {
        process.destroy();
        return ended();
    }

    /** Waits until it has done its work; its exit code. */
    public int await() {
        return ended();
    }

    /** Everything in it stands still, and nobody is told. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    /** All that it printed. */
    public String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever it is doing, it is gone afterwards. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Its exit code, once it has ended. */
    public int ended() {
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("%s does not end; it said:%n%s".formatted(name, said()));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void signal(String which) {
        try {
            int exit = new ProcessBuilder("kill", "-" + which, Long.toString(process.pid())).start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException("%s cannot be sent %s".formatted(name, which));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pause() {
        try {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
