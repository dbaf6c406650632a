package io.microtape.runtime;

/** The version of this program: what its jar states, or {@code development} when it runs from class files. */
public final class Software {
    private Software() {}

    public static String version() {
        String version = Software.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
