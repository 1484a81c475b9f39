package dev.slipway.endtoend.chaos;

import dev.slipway.endtoend.LocalSuite;
import dev.slipway.endtoend.chaos.checker.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./slipway chaos}: for the developers of Slipway. */
@Command(
        name = "./slipway chaos",
        mixinStandardHelpOptions = true,
        description = "Start a suite of its own, push to it and hit its parts all the while, then check every promise.",
        footer = {
            "",
            "Ends with 0 when no promise was broken, with 1 otherwise; the report names each with its evidence."
        })
public final class ChaosMain implements Callable<Integer> {

    @Option(names = "--minutes", description = "How long faults go on (default: ${DEFAULT-VALUE}).", defaultValue = "5")
    private double minutes;

    @Option(names = "--seed", description = "The same seed gives the same schedule of faults (default: a new one).")
    private @Nullable Long seed;

    @Option(
            names = "--push-every",
            description = "Mean seconds between two pushes to each of three repositories (default: ${DEFAULT-VALUE}).",
            defaultValue = "12")
    private int pushEvery;

    @Option(
            names = "--scale",
            description = "Replicas, as in ./slipway up --scale (default: ${DEFAULT-VALUE}). Late finishes need two.",
            defaultValue = "builder=2,tester=2")
    @SuppressWarnings("NullAway.Init")
    private String scale;

    @Option(
            names = "--outages",
            paramLabel = "PART=SECONDS",
            split = ",",
            description =
                    "Keep these parts down, one after the other, instead of random faults; e.g. kafka=180,engine=5.")
    private Map<String, Integer> outages = new LinkedHashMap<>();

    @Option(names = "--engine", description = "Restart the machine's Docker engine too. Others on it will notice.")
    private boolean engine;

    @Option(names = "--keep", description = "Leave the suite standing for a look at it.")
    private boolean keep;

    @Option(
            names = "--port-base",
            description = "Where the ports of its suite begin (default: ${DEFAULT-VALUE}).",
            defaultValue = "27000")
    private int portBase;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ChaosMain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> environment = System.getenv();
        Path checkout = Path.of(environment.getOrDefault("SLIPWAY_ROOT", "."))
                .toAbsolutePath()
                .normalize();
        Path home = checkout.resolve(environment.getOrDefault("SLIPWAY_HOME", ".slipway"))
                .resolve("chaos");
        LocalSuite suite =
                new LocalSuite(checkout, home, environment.getOrDefault("SLIPWAY_INSTANCE", "chaos"), portBase);
        ChaosRun run = new ChaosRun(suite, terms(), System.out);
        AtomicBoolean finished = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(run, suite, finished.get())));
        Report report = run.run();
        finished.set(true);
        System.out.println(report.text());
        return report.violations().isEmpty() ? 0 : 1;
    }

    private Terms terms() {
        Map<String, Duration> down = new LinkedHashMap<>();
        outages.forEach((part, seconds) -> down.put(part, Duration.ofSeconds(seconds)));
        return new Terms(
                seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed,
                down.isEmpty() ? Duration.ofMillis(Math.round(minutes * 60_000)) : FaultPlan.length(down),
                Duration.ofSeconds(pushEvery),
                down,
                engine,
                scale,
                Duration.ofMinutes(8));
    }

    private void cleanUp(ChaosRun run, LocalSuite suite, boolean finished) {
        try {
            run.stop();
            if (keep) {
                System.out.printf(
                        "%nThe suite stands: SLIPWAY_HOME=%s SLIPWAY_INSTANCE=%s ./slipway status%n",
                        suite.home(), suite.instance());
                return;
            }
            if (!finished) {
                System.out.println("Stopped early; removing the suite.");
            }
            suite.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
