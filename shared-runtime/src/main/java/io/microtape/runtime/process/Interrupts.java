package io.microtape.runtime.process;

/** What happens when the process is told to end: SIGTERM, SIGINT. */
public final class Interrupts {
    private Interrupts() {}

    /** Lets the work at hand finish before the process ends. */
    public static void closeAtEnd(AutoCloseable work) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("microtape-stop").unstarted(() -> {
            try {
                work.close();
            } catch (Exception e) {
                System.err.println("microtape: not everything could be stopped in order: " + e.getMessage());
            }
        }));
    }

    /** Waits until the process is told to end. */
    public static void await() throws InterruptedException {
        Thread.currentThread().join();
    }
}
