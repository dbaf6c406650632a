package io.microtape.standalone.command;

import io.microtape.downloader.vendor.VendorKey;
import io.microtape.model.run.Run;
import io.microtape.runtime.config.ConfigException;
import io.microtape.standalone.Services;
import io.microtape.standalone.Workplace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code --wait} means: download here, or watch the process that serves this home already. */
record RunDownload(Optional<VendorKey> key, Printer printer) {

    /** @throws ConfigException when there is no key to download with */
    static RunDownload with(Map<String, String> environment, Printer printer) {
        Optional<VendorKey> key = VendorKey.from(environment);
        if (key.isEmpty()) {
            throw new ConfigException(
                    "there is no vendor key: set the environment variable " + VendorKey.MICROTAPE_VARIABLE);
        }
        return new RunDownload(key, printer);
    }

    /** The settings of a workplace that may download beside others. */
    static List<String> settings(Optional<String> vendorUrl) {
        List<String> under = new ArrayList<>(List.of("server.port=0"));
        vendorUrl.ifPresent(url -> under.add("polygon.base_url=" + url));
        return under;
    }

    /** As {@link RunWatch#untilSettled}. */
    boolean untilSettled(Workplace workplace, Run run) throws InterruptedException {
        Optional<Services> services = Services.startUnlessServed(workplace, key);
        try {
            services.ifPresentOrElse(Interrupts::closeAtEnd,
                    () -> printer.say("another process serves this home and downloads"));
            return new RunWatch(workplace.ledger(), printer).untilSettled(run);
        } finally {
            services.ifPresent(Services::close);
        }
    }
}
