package dev.slipway.cli.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** One replica of a Quarkus service in a JVM of its own. */
final class ServicePart implements Part {

    private static final Duration REPLACE_WITHIN = Duration.ofSeconds(15);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(3);
    private static final int OK = 200;

    /** Quarkus' own start-up class, as in the manifest of its flat packaging. */
    private static final String MAIN = "io.quarkus.runner.GeneratedMain";

    private final SuiteHome home;
    private final Replica replica;
    private final ServiceConfiguration configuration;
    private final ClassArchive classes;
    private final ManagedProcess process;
    private final HttpClient http;
    private final URI readiness;

    ServicePart(
            SuiteHome home,
            Ports ports,
            Replica replica,
            ServiceConfiguration configuration,
            ClassArchive classes,
            HttpClient http) {
        this.home = home;
        this.replica = replica;
        this.configuration = configuration;
        this.classes = classes;
        this.http = http;
        this.process = new ManagedProcess(home.pidFile(name()), home.log(name()));
        this.readiness = URI.create("http://127.0.0.1:" + replica.port().number(ports) + "/q/health/ready");
    }

    @Override
    public String name() {
        return replica.partName();
    }

    @Override
    public Tier tier() {
        return Tier.SERVICE;
    }

    @Override
    public List<PartPort> ports() {
        return List.of(replica.port());
    }

    @Override
    public void start() throws InterruptedException {
        Path application = ServiceClasses.application(home, replica.service());
        Path jar = application.resolve("quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new SuiteException("The %s was wanted as %s, found nothing there. To do: ./slipway up builds it."
                    .formatted(name(), jar));
        }
        Path settings = configuration.write(replica);
        List<String> command = new ArrayList<>(Jvm.service());
        command.add("-Dslipway.part=" + name());
        command.add("-Dsmallrye.config.locations=" + settings.toUri());
        // One that runs is not replaced merely because the archive was made since.
        String fingerprint = fingerprint(command, application, settings);
        command.addAll(classes.arguments(replica));
        command.add(MAIN);
        process.ensure(command, fingerprint, REPLACE_WITHIN);
    }

    private static String fingerprint(List<String> command, Path application, Path settings) {
        try {
            // Packaging writes quarkus-run.jar anew whenever any class of the application changed.
            return Fingerprint.of(String.join(" ", command)
                    + Fingerprint.ofFile(application.resolve("quarkus-run.jar"))
                    + Files.readString(settings));
        } catch (IOException e) {
            throw new SuiteException("cannot read " + settings + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean ready() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(readiness).timeout(PROBE_LIMIT).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    @Override
    public void stop(Duration within) throws InterruptedException {
        process.stop("TERM", within);
    }

    @Override
    public OptionalLong pid() {
        return process.pid();
    }

    @Override
    public String lastWords() {
        return process.lastWords();
    }
}
