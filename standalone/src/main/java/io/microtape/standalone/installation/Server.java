package io.microtape.standalone.installation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.http.AccessTokens;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.json.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Microtape server and how to ask it. What it refuses is a {@link ProblemException} in its own words; a server that cannot
 * be reached is an {@link UnreachableException}, one that is no Microtape a {@link ConfigException}. The token goes in one header to this address and nowhere else:
 * redirects are not followed, and no message holds it.
 */
public final class Server implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration ANSWERING = Duration.ofMinutes(10);
    private static final String WAITING = "wait=30";
    private static final String JSON = "application/json";

    /** A newer server may say more than is known here. */
    private static final ObjectReader READER = Json.mapper().reader()
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final String address;
    private final Optional<String> token;
    private final Duration patience;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECTING)
            .version(HttpClient.Version.HTTP_1_1).build();

    /**
     * A server at an address; it is not asked anything yet.
     *
     * @param token what to show it; empty for one that asks for none
     * @throws ConfigException when it is no address of a server, or the token holds what a header cannot carry
     */
    public Server(String url, Optional<String> token) {
        this(url, token, ANSWERING);
    }

    /** @param patience how long a whole answer may take */
    Server(String url, Optional<String> token, Duration patience) {
        this.patience = patience;
        this.address = address(url);
        this.token = token.map(String::strip).filter(text -> !text.isEmpty());
        if (!this.token.map(AccessTokens::bearable).orElse(true)) {
            throw new ConfigException(
                    "MICROTAPE_TOKEN has a character that no access token has; set it to one of the server's");
        }
    }

    /** Whether it is on this machine, so that it reads the files that this process sees. */
    public boolean here() {
        return Set.of("localhost", "127.0.0.1", "[::1]").contains(URI.create(address).getHost());
    }

    <T> T get(String path, Query query, Class<T> type) {
        return read(send(request(path, query)), type);
    }

    /** As {@link #get}, of a record whose fields are null where the answer does not have them. */
    <T> T sparse(String path, Query query, Class<T> type) {
        return read(send(request(path, query)),
                READER.forType(type).without(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES));
    }

    /** As {@link #get}; the answer may come later, when there is something new to say. */
    <T> T await(String path, Class<T> type) {
        return read(send(request(path, Query.NONE).header("Prefer", WAITING)), type);
    }

    String text(String path, Query query) {
        return send(request(path, query)).body();
    }

    <T> T post(String path, Query query, Object body, Class<T> type) {
        return read(send(request(path, query).header("Content-Type", JSON).header("Prefer", WAITING)
                .POST(BodyPublishers.ofString(Json.text(body)))), type);
    }

    private HttpRequest.Builder request(String path, Query query) {
        var request = HttpRequest.newBuilder(URI.create(address + path + query));
        token.ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder asked) {
        // The client's own time-out is over with the headers: an answer that stops in its middle would never end.
        CompletableFuture<HttpResponse<String>> answering = client.sendAsync(asked.build(), BodyHandlers.ofString());
        try {
            HttpResponse<String> answer = answering.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() / 100 == 2) {
                return answer;
            }
            throw refused(answer);
        } catch (ExecutionException e) {
            throw unreachable(e.getCause());
        } catch (TimeoutException _) {
            answering.cancel(true);
            throw new UnreachableException("the server %s did not answer in whole within %,d s; ask again"
                    .formatted(address, patience.toSeconds()));
        } catch (InterruptedException e) {
            answering.cancel(true);
            Thread.currentThread().interrupt();
            throw new UnreachableException("the server %s was not waited for any longer".formatted(address));
        }
    }

    private RuntimeException unreachable(Throwable failure) {
        return switch (failure) {
            case ConnectException e -> unconnected(e);
            case HttpConnectTimeoutException e -> unconnected(e);
            case IOException e -> new UnreachableException(
                    "the server %s did not answer%s; ask again".formatted(address, because(e)));
            default -> throw new IllegalStateException(failure);
        };
    }

    private UnreachableException unconnected(IOException e) {
        return new UnreachableException(
                "the server %s cannot be reached%s; start it with microtape serve, correct --server or MICROTAPE_SERVER, or leave them out to work on a home here"
                        .formatted(address, because(e)));
    }

    private RuntimeException refused(HttpResponse<String> answer) {
        if (answer.headers().firstValue("Content-Type").orElse("").startsWith(Problem.MEDIA_TYPE)) {
            return new ProblemException(read(answer, Problem.class));
        }
        return stranger("answered %s with %d and no reason".formatted(answer.uri().getPath(), answer.statusCode()));
    }

    private <T> T read(HttpResponse<String> answer, Class<T> type) {
        return read(answer, READER.forType(type));
    }

    // The type is that of the reader, which has it erased.
    @SuppressWarnings("TypeParameterUnusedInFormals")
    private <T> T read(HttpResponse<String> answer, ObjectReader reader) {
        try {
            T read = reader.readValue(answer.body());
            if (read != null) {
                return read;
            }
        } catch (JsonProcessingException _) {
            // Said below, in the same words as of an answer that is null.
        }
        throw stranger("answered %s with something else than was asked for".formatted(answer.uri().getPath()));
    }

    private ConfigException stranger(String what) {
        return new ConfigException(
                "%s %s; is it a Microtape server of this version? Its address is given with --server or MICROTAPE_SERVER"
                        .formatted(address, what));
    }

    private static String because(IOException e) {
        return e.getMessage() == null ? "" : " (%s)".formatted(e.getMessage());
    }

    private static String address(String url) {
        try {
            URI uri = URI.create(url.strip());
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri.toString().replaceFirst("/+$", "");
            }
        } catch (IllegalArgumentException _) {
            // Said below, in the same words as of an address of another kind.
        }
        throw new ConfigException("--server is '%s'; give an address such as http://127.0.0.1:8080".formatted(url));
    }

    /** At once: nothing is under way but what was not waited for. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
