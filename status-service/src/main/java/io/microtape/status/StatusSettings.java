package io.microtape.status;

import java.net.URI;
import java.util.Optional;

/**
 * The {@code status} block of the configuration; {@code conf/microtape.yaml} documents each key.
 *
 * @param manifestServiceUrl as it is written; empty is none
 */
public record StatusSettings(String manifestServiceUrl) {
    public StatusSettings {
        if (!manifestServiceUrl.isEmpty() && !manifestServiceUrl.matches("http://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?")) {
            throw new IllegalArgumentException(
                    "status.manifest_service_url is '%s'; give it as http://host:port".formatted(manifestServiceUrl));
        }
    }

    /** Where the manifest-service answers, if its calls are to be passed on to it. */
    public Optional<URI> manifestService() {
        return manifestServiceUrl.isEmpty() ? Optional.empty() : Optional.of(URI.create(manifestServiceUrl));
    }
}
