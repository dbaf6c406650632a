package io.microtape.manifest.input;

/**
 * What an input file is, wherever it lies.
 *
 * @param name   file name without folder
 * @param sha256 of its bytes
 * @param bytes  size
 * @param rows   rows that its footer states
 */
public record FileIdentity(String name, String sha256, long bytes, long rows) {}
