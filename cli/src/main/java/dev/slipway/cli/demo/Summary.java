package dev.slipway.cli.demo;

import dev.slipway.cli.suite.SuiteException;
import dev.slipway.cli.terminal.Table;
import dev.slipway.cli.terminal.Terminal;
import dev.slipway.cli.terminal.Terminal.Style;
import dev.slipway.cli.watch.RunProgress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the demo ends with. Prints only addresses that it has just tried. */
public final class Summary {

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final int dnsPort;
    private final String consoleUrl;
    private final Map<String, String> environment;

    /** @param dnsPort of the local name server */
    public Summary(Terminal terminal, int dnsPort, String consoleUrl, Map<String, String> environment) {
        this.terminal = terminal;
        this.dnsPort = dnsPort;
        this.consoleUrl = consoleUrl;
        this.environment = environment;
    }

    /**
     * Asks the load balancer and the name server, then prints.
     *
     * @return whether everything answered and no request failed
     */
    public boolean printed(Demo demo) throws InterruptedException {
        return demo.play().map(this::print).orElse(false);
    }

    private boolean print(Demo.Outcome outcome) {
        String answer = https(outcome);
        List<String> addresses = addresses(outcome.loadBalancer().name());
        LoadGenerator.Result load = outcome.load();
        LoadBalancer balancer = outcome.loadBalancer();
        terminal.blank();
        terminal.line(terminal.style(Style.BOLD, "Done"));
        Table table = new Table()
                .row(
                        "  deployed",
                        outcome.run().version() + ", commit "
                                + outcome.run().revision().substring(0, 12))
                .row(
                        "  push to served",
                        "%s, then %s under load"
                                .formatted(RunProgress.seconds(outcome.first()), RunProgress.seconds(outcome.second())))
                .row("  under load", load(load))
                .row("  load balancer", balancer.url("/"))
                .row("  console", consoleUrl);
        table.lines().forEach(terminal::line);
        terminal.blank();
        terminal.line("HTTPS, with the load balancer's own certificate:");
        terminal.line("  curl --cacert %s --resolve %s:%d:127.0.0.1 %s"
                .formatted(outcome.certificateFile(), balancer.name(), balancer.httpsPort(), balancer.url("/version")));
        terminal.line("  " + terminal.style(Style.GREEN, "→ " + answer.strip()));
        terminal.line("DNS:");
        terminal.line("  " + lookup(balancer.name()));
        terminal.line("  " + terminal.style(Style.GREEN, "→ " + String.join(", ", addresses)));
        next();
        if (load.failed() > 0) {
            terminal.line(terminal.style(
                    Style.RED,
                    "✗ %,d of %,d requests failed: %s"
                            .formatted(load.failed(), load.sent(), String.join("; ", load.reasons()))));
        }
        return load.failed() == 0;
    }

    private void next() {
        terminal.blank();
        terminal.line(terminal.style(Style.BOLD, "Next"));
        new Table()
                .row("  ./slipway logs last", "what the last run did, command by command")
                .row("  ./slipway status last", "its stages")
                .row("  ./slipway tail --last 20", "the events that carried it")
                .row("  ./slipway hook install REPOSITORY.git", "the same with a repository of yours")
                .row("  ./slipway demo", "again, on top")
                .row("  ./slipway down", "stop; with --volumes, forget everything")
                .lines()
                .forEach(terminal::line);
    }

    private static String load(LoadGenerator.Result load) {
        String versions = load.versions().entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%,d by %s", entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT, "%,d requests, %,d failed; answered: %s", load.sent(), load.failed(), versions);
    }

    private static String https(Demo.Outcome outcome) {
        URI target = URI.create(outcome.loadBalancer().url("/version"));
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(target).timeout(ANSWER).GET().build();
            HttpResponse<String> answer = outcome.client().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200
                    && answer.body().contains(outcome.run().version())) {
                return answer.body();
            }
            throw new SuiteException("%s was wanted from %s, found status %d and: %s"
                    .formatted(outcome.run().version(), target, answer.statusCode(), answer.body()));
        } catch (IOException e) {
            throw new SuiteException("%s was to answer, found: %s".formatted(target, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteException("interrupted", e);
        }
    }

    private List<String> addresses(String name) {
        try {
            List<String> found = new NameLookup(dnsPort).values(name, "A");
            if (found.isEmpty()) {
                throw new SuiteException("An address of " + name + " was wanted, the name server has none.");
            }
            return found;
        } catch (IOException e) {
            throw new SuiteException(
                    "An address of %s was wanted from 127.0.0.1:%d, found: %s".formatted(name, dnsPort, e.getMessage()),
                    e);
        }
    }

    /** What works on this machine. */
    private String lookup(String name) {
        return installed("dig")
                ? "dig +short @127.0.0.1 -p %d %s".formatted(dnsPort, name)
                : "./slipway dns lookup " + name;
    }

    private boolean installed(String program) {
        for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
