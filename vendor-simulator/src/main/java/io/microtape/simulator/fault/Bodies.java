package io.microtape.simulator.fault;

/** What the vendor and the proxy in front of it write when they refuse. */
final class Bodies {
    private static final String REQUEST_ID = "0".repeat(32);
    static final String TOO_MANY = error("You've exceeded the maximum requests per minute, please wait or upgrade your"
            + " subscription to continue. https://polygon.io/pricing");
    static final String UNKNOWN_KEY = error("Unknown API Key");
    static final String BROKEN = error("Unknown database error ( Error Code: 001 )");

    private Bodies() {}

    static String html(String title) {
        return """
                <html>
                <head><title>%1$s</title></head>
                <body>
                <center><h1>%1$s</h1></center>
                <hr><center>nginx/1.19.2</center>
                </body>
                </html>
                """.formatted(title);
    }

    private static String error(String words) {
        return "{\"status\":\"ERROR\",\"request_id\":\"%s\",\"error\":\"%s\"}".formatted(REQUEST_ID, words);
    }
}
