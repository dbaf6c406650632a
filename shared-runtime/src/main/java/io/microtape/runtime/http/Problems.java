package io.microtape.runtime.http;

import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.lake.LakeUnavailableException;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.table.TableException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.handler.HttpException;
import java.util.Set;

/** What a failure means to whoever asked: the same words as on the command line, and a status. */
public final class Problems {
    /** The remedy of a stored manifest that is not what was built. */
    public static final String BUILD_AGAIN = "move its folder away and build it again";

    private static final long BYTES_PER_MB = 1_000_000;
    private static final String SEE_DETAIL = "see the detail, then ask again";
    private static final String CORRECT_SETTING = "correct the setting and ask again";
    private static final String CORRECT_FILE = "correct the file and ask again";
    /** Of failures whose own words say what to do. */
    private static final Set<String> SAID_ALREADY = Set.of(SEE_DETAIL, CORRECT_SETTING, CORRECT_FILE, BUILD_AGAIN);

    private Problems() {}

    /** A problem in a line for people: the same for one of a server and for the failure that it was made of here. */
    public static String words(Problem problem) {
        return SAID_ALREADY.contains(problem.remedy())
                ? problem.detail()
                : "%s; %s".formatted(problem.detail(), problem.remedy());
    }

    /**
     * The problem that a failure is. What is not known here is a defect, whose cause stays in the log.
     *
     * @param status what was answered already, or -1
     */
    public static Problem of(Throwable failure, int status) {
        return switch (failure) {
            case ProblemException known -> known.problem();
            case LedgerException refused -> new Problem(refused.notFound() ? 404 : 409,
                    refused.notFound() ? "not found" : "refused", refused.getMessage(),
                    SEE_DETAIL);
            case ConfigException wrong -> Problem.badRequest(wrong.getMessage(), CORRECT_SETTING);
            case TableException unreadable -> new Problem(422, "unreadable input", unreadable.getMessage(),
                    CORRECT_FILE);
            // It says nothing of what was asked for, so another try may have it.
            case LakeUnavailableException away -> new Problem(503, "the lake is unavailable", away.getMessage(),
                    SEE_DETAIL);
            case OutOfMemoryError _ -> outOfMemory();
            case HttpException http -> ofStatus(http.getStatusCode(), http.getPayload());
            case null -> ofStatus(status, null);
            default -> status > 0 && status < 500
                    ? ofStatus(status, null)
                    : new Problem(500, "internal error",
                            "the server failed; its log has the details", "ask again, and report it if it stays");
        };
    }

    /** What was asked for needs more memory than this process may take. */
    public static Problem outOfMemory() {
        return new Problem(507, "not enough memory", "%,d MB of memory are not enough for this"
                .formatted(Runtime.getRuntime().maxMemory() / BYTES_PER_MB),
                "give it more (JAVA_TOOL_OPTIONS=-Xmx8g), or less to do (intraday_manifest.period, fewer files)");
    }

    private static Problem ofStatus(int status, String detail) {
        return switch (status) {
            case 400 -> Problem.badRequest(detail == null ? "the address or the body cannot be decoded" : detail,
                    "correct the request and ask again");
            case 413 -> new Problem(413, "body too large", "the body is larger than 1 MiB", "send less");
            case 415 -> new Problem(415, "not JSON", "this call takes a JSON body",
                    "send the header Content-Type: application/json");
            default -> new Problem(status > 0 ? status : 500, "refused",
                    detail == null ? "the request cannot be served as it is" : detail,
                    "correct the request and ask again");
        };
    }

    static Future<Void> send(HttpServerResponse response, Problem problem) {
        if (response.ended()) {
            return Future.succeededFuture();
        }
        return response.setStatusCode(problem.status()).putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Json.text(problem));
    }

    /** Answers what could not be read as a request at all, and closes the connection. */
    static void sendUnreadable(HttpServerRequest request) {
        Problem problem = switch (request.decoderResult().cause()) {
            case TooLongHttpLineException _ -> new Problem(414, "address too long",
                    "the address has more than 8,192 characters", "ask for less in one request");
            case TooLongHttpHeaderException _ -> new Problem(431, "headers too long",
                    "the headers have more than 8,192 characters", "send fewer or shorter ones");
            case null, default -> Problem.badRequest("this is not a request in HTTP/1.1", "correct it and ask again");
        };
        send(request.response().putHeader("Connection", "close"), problem)
                .onComplete(_ -> request.connection().close());
    }
}
