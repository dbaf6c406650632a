package io.microtape.manifest;

/** The version of this program: what its jar states, or {@code development} when it runs from class files. */
final class SoftwareVersion {
    private SoftwareVersion() {}

    static String current() {
        String version = SoftwareVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
