package io.microtape.runtime.http;

/**
 * An error answer in the form of RFC 9457, with what to do about it.
 *
 * @param status HTTP status
 * @param title  what kind of problem, in a few words
 * @param detail what happened, to which manifest, capture, file or parameter
 * @param remedy what to do
 */
public record Problem(int status, String title, String detail, String remedy) {
    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A request that cannot be understood. */
    public static Problem badRequest(String detail, String remedy) {
        return new Problem(400, "bad request", detail, remedy);
    }

    /** Something asked for that is not here. */
    public static Problem notFound(String detail, String remedy) {
        return new Problem(404, "not found", detail, remedy);
    }
}
