package dev.slipway.cli.command;

import dev.slipway.cli.suite.Port;
import dev.slipway.cli.suite.SuiteException;
import dev.slipway.cli.tail.EventLine;
import dev.slipway.cli.tail.EventTail;
import dev.slipway.cli.terminal.Terminal;
import dev.slipway.events.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "tail",
        description = "Show events as they happen, one line each.",
        footer = {"", "Examples:", "  ./slipway tail", "  ./slipway tail tests deployments --last 20"})
final class TailCommand extends ConsoleCommand {

    @Parameters(
            paramLabel = "TOPIC",
            arity = "0..*",
            description = "commits, builds, images, tests, deployments, load-balancers, dns; all of them if none.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = {"-n", "--last"},
            paramLabel = "N",
            description = "Begin with the last N events of each topic.",
            defaultValue = "0")
    private int last;

    @Option(names = "--no-follow", description = "End when the events that are there have been shown.")
    private boolean noFollow;

    @Option(names = "--json", description = "One JSON object per line.")
    private boolean json;

    @Option(names = "--run", paramLabel = "RUN", description = "Only the run whose id begins so.")
    private @Nullable String run;

    TailCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        String named = surroundings().environment().get("KAFKA_BOOTSTRAP_SERVERS");
        String servers = named == null ? surroundings().suite().ports().address(Port.KAFKA) : named;
        Terminal terminal = terminal();
        EventLine line = new EventLine(terminal, json);
        EventTail tail = new EventTail(servers, topics());
        if (!json && !noFollow) {
            terminal.line(terminal.style(Terminal.Style.DIM, "Events from " + servers + "; Ctrl-C ends."));
        }
        tail.read(last, !noFollow, received -> {
            if (run == null || line.belongsTo(received, run)) {
                terminal.line(line.of(received));
            }
        });
        return ExitCode.OK;
    }

    private List<Topic> topics() {
        if (names.isEmpty()) {
            return List.of(Topic.values());
        }
        return names.stream().map(TailCommand::topic).toList();
    }

    private static Topic topic(String name) {
        return Arrays.stream(Topic.values())
                .filter(topic ->
                        topic.topicName().equals(name) || topic.topicName().equals("slipway." + name))
                .findFirst()
                .orElseThrow(() -> new SuiteException("A topic was wanted, found \"%s\". There are: %s"
                        .formatted(
                                name,
                                Arrays.stream(Topic.values())
                                        .map(topic -> topic.topicName().substring("slipway.".length()))
                                        .collect(Collectors.joining(", ")))));
    }
}
