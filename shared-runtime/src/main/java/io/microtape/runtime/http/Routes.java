package io.microtape.runtime.http;

import io.vertx.ext.web.Router;

/** The HTTP calls of one service. */
public interface Routes {
    void mount(Router router);
}
