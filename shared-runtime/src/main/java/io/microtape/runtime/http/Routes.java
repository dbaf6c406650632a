package io.microtape.runtime.http;

import io.vertx.ext.web.Router;
import java.util.Optional;

/** The HTTP calls of one service. */
public interface Routes {
    void mount(Router router);

    /** Adds calls whose bodies nobody reads before they do. */
    default void mountUnread(Router router) {}

    /**
     * The name of the resource, beside this class, that describes these calls in OpenAPI 3.1; its {@code paths} and
     * {@code components} become part of {@code /openapi.yaml}.
     */
    default Optional<String> openApi() {
        return Optional.empty();
    }
}
