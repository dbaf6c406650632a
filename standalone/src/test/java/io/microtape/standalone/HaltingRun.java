package io.microtape.standalone;

import io.microtape.runtime.Home;
import io.microtape.manifest.run.RunRequest;
import io.microtape.downloader.capture.CaptureStep;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.manifest.run.RunRequest;
import io.microtape.model.run.Run;
import io.microtape.runtime.config.Config;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that runs a manifest and dies as kill -9 would at the n-th time that captures reach a step: {@code STEP N HOME
 * MANIFEST SETTING...}.
 */
final class HaltingRun {
    static final int DEAD = 137;

    private HaltingRun() {}

    public static void main(String[] arguments) {
        CaptureStep step = CaptureStep.valueOf(arguments[0]);
        var left = new AtomicInteger(Integer.parseInt(arguments[1]));
        List<String> settings = Arrays.asList(arguments).subList(4, arguments.length);
        CaptureStep.Observer dying = (reached, _) -> {
            if (reached == step && left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(DEAD);
            }
        };
        try (var workplace = new Workplace(new Home(Path.of(arguments[2])),
                Config.load(Optional.empty(), Optional.of("demo"), settings));
                Services services = Services.startUnlessServed(workplace, Optional.of(new VendorKey(SmallMarket.KEY)),
                        dying).orElseThrow()) {
            System.out.println("serving " + services.url());
            Run run = workplace.manifests().runs().start(arguments[3], RunRequest.WHOLE);
            SmallMarket.until(() -> SmallMarket.over(workplace, run));
        }
    }
}
