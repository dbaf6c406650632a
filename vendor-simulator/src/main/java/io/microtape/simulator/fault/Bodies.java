package io.microtape.simulator.fault;

/** What the vendor and the proxy in front of it write when they refuse. */
final class Bodies {
    static final String TOO_MANY = """
            {"status":"ERROR","request_id":"%s","error":"You've exceeded the maximum requests per minute, please wait \
            or upgrade your subscription to continue. https://polygon.io/pricing"}""".formatted("0".repeat(32));

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
}
