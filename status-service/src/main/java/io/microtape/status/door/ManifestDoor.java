package io.microtape.status.door;

import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.Router;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.util.List;

/**
 * Passes the calls of the manifest-service on to it, so that one address answers everything that dashboard and commands ask.
 * Access tokens go along; where a call came from was looked at here.
 */
public final class ManifestDoor implements Routes {
    private static final List<String> ITS_CALLS = List.of("/api/v1/manifests", "/api/v1/builds", "/api/v1/runs");
    private static final int HTTP = 80;
    private static final int CONNECT_MILLIS = 3_000;
    /** Longer than a build is waited for, and shorter than a client of ours may be silent. */
    private static final int SILENCE_SECONDS = 90;
    /** Who waits for a build, or reads a long table slowly, has a connection for as long; the others must not wait for that. */
    private static final int CONNECTIONS = 512;

    private final HttpProxy there;

    /** @param address where the manifest-service answers */
    public ManifestDoor(Vertx vertx, URI address) {
        var client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setIdleTimeout(SILENCE_SECONDS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.there = HttpProxy.reverseProxy(client)
                .origin(address.getPort() < 0 ? HTTP : address.getPort(), address.getHost())
                .addInterceptor(new Words(address));
    }

    @Override
    public void mount(Router router) {
        // Its calls come by unread.
    }

    @Override
    public void mountUnread(Router router) {
        for (String call : ITS_CALLS) {
            router.route(call + "*").handler(request -> there.handle(request.request()));
        }
    }

    /** Says what is wrong where nobody answers. */
    private record Words(URI address) implements ProxyInterceptor {
        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            // It would be compared with another host's name there.
            context.request().headers().remove(HttpHeaders.ORIGIN);
            return context.sendRequest();
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            ProxyResponse response = context.response();
            if (response.proxiedResponse() == null) {
                var problem = new Problem(response.getStatusCode(), "no manifest-service",
                        "the manifest-service at %s does not answer".formatted(address),
                        "see that it runs, and that status.manifest_service_url is its address; then ask again");
                response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                        .setBody(Body.body(Buffer.buffer(Json.text(problem))));
            }
            return context.sendResponse();
        }
    }
}
