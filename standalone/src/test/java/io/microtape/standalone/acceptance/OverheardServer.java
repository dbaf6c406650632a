package io.microtape.standalone.acceptance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.model.lease.LeaseMessages.Granted;
import io.microtape.runtime.Home;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.http.AccessTokens;
import io.microtape.standalone.Services;
import io.microtape.standalone.Workplace;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.EventBus;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * What {@code microtape serve} serves, on a bus that is overheard, and that loses messages of every kind, some before they
 * leave and some before they arrive: {@code SEED RATE HOME SETTING...}. It prints each message, and of a lost one how many
 * captures could have learned from it.
 */
final class OverheardServer {
    private final SplittableRandom random;
    private final double rate;

    private OverheardServer(long seed, double rate) {
        this.random = new SplittableRandom(seed);
        this.rate = rate;
    }

    public static void main(String[] arguments) throws InterruptedException {
        // As the program itself begins, so that the log has what Vert.x says.
        System.setProperty("vertx.logger-delegate-factory-class-name",
                "io.vertx.core.logging.SLF4JLogDelegateFactory");
        String level = System.getenv("MICROTAPE_LOG_LEVEL");
        if (level != null) {
            ((Logger) LoggerFactory.getLogger("io.vertx")).setLevel(Level.toLevel(level));
        }
        var overheard = new OverheardServer(Long.parseLong(arguments[0]), Double.parseDouble(arguments[1]));
        List<String> settings = Arrays.asList(arguments).subList(3, arguments.length);
        var workplace = new Workplace(new Home(Path.of(arguments[2])),
                Config.load(Optional.empty(), Optional.empty(), settings));
        Services services = Services.startUnlessServed(workplace, VendorKey.from(System.getenv()), AccessTokens.NONE)
                .orElseThrow();
        EventBus bus = services.vertx().eventBus();
        bus.addOutboundInterceptor(overheard::pass);
        bus.addInboundInterceptor(overheard::pass);
        System.out.println("answers at " + services.url());
        new CountDownLatch(1).await();
    }

    private void pass(DeliveryContext<?> delivery) {
        boolean lost;
        synchronized (random) {
            lost = random.nextDouble() < rate;
        }
        if (lost) {
            int captures = delivery.body() instanceof Granted granted ? granted.leases().size() : 1;
            System.out.printf("lost %d %s%n", captures, delivery.body().getClass().getSimpleName());
        } else {
            System.out.println("heard " + delivery.body());
            delivery.next();
        }
    }
}
