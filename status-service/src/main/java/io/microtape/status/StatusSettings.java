package io.microtape.status;

import io.microtape.runtime.config.Range;
import java.net.URI;
import java.util.Optional;

/**
 * The {@code status} block of the configuration; {@code conf/microtape.yaml} documents each key.
 *
 * @param manifestServiceUrl as it is written; empty is none
 */
public record StatusSettings(String manifestServiceUrl) {
    public StatusSettings {
        if (!manifestServiceUrl.isEmpty()
                && !manifestServiceUrl.matches("http://[A-Za-z0-9.-]+(:[1-9][0-9]{0,4})?/?")) {
            throw new IllegalArgumentException(
                    "status.manifest_service_url is '%s'; give it as http://host:port".formatted(manifestServiceUrl));
        }
        manifestService(manifestServiceUrl)
                .ifPresent(address -> Range.check("the port of status.manifest_service_url", address.getPort(), -1,
                        65_535));
    }

    /** Where the manifest-service answers, if its calls are to be passed on to it. */
    public Optional<URI> manifestService() {
        return manifestService(manifestServiceUrl);
    }

    private static Optional<URI> manifestService(String url) {
        return url.isEmpty() ? Optional.empty() : Optional.of(URI.create(url));
    }
}
