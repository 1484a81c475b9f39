package dev.slipway.tester.outbound.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.EngineObject;
import dev.slipway.engine.EngineObject.Kind;
import dev.slipway.engine.ImageAvailability;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.ImageReference;
import dev.slipway.engine.Ownership;
import dev.slipway.engine.ResourceLimits;
import dev.slipway.pipelinefile.compose.ComposeText;
import dev.slipway.steplog.StepLog;
import dev.slipway.tester.domain.EnvironmentHealth;
import dev.slipway.tester.domain.EnvironmentPlan;
import dev.slipway.tester.domain.ServiceState;
import dev.slipway.tester.domain.Words;
import dev.slipway.tester.outbound.output.LastLines;
import dev.slipway.tester.port.TestEnvironment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One Compose project per run. */
public final class ComposeEnvironment implements TestEnvironment {

    private static final String PROJECT_LABEL = "com.docker.compose.project";
    private static final int PROJECT_DIGITS = 12;
    private static final Duration QUESTION = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);
    private static final String LAST_LINES = "20";
    private static final String LOG_LINES = "500";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ComposeProgram compose;
    private final ContainerEngine engine;
    private final ImageEngine images;
    private final Confinement confinement;

    /** @param limits of each service, unless its file asks for less */
    public ComposeEnvironment(
            ComposeProgram compose, ContainerEngine engine, ImageEngine images, ResourceLimits limits) {
        this.compose = compose;
        this.engine = engine;
        this.images = images;
        this.confinement = new Confinement(limits);
    }

    @Override
    public Result up(Ownership owner, EnvironmentPlan plan, Duration limit, StepLog log) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Result.NotUp missing = pullImages(plan, log);
        if (missing != null) {
            return missing;
        }
        String file = ComposeText.write(confinement.confine(plan.compose(), owner.labels()));
        log.say("docker compose --project-name " + project(owner) + " up: "
                + String.join(", ", plan.images().keySet()));
        // Also returns when the last service has started; waits by itself for what depends_on asks for.
        ComposeProgram.Answer answer =
                compose.call(project(owner), file, left(deadline), "up", "--detach", "--pull", "never", "--quiet-pull");
        answer.lines().forEach(line -> log.say(line.strip()));
        return awaitHealth(owner, plan, answer, deadline, limit);
    }

    private Result awaitHealth(
            Ownership owner, EnvironmentPlan plan, ComposeProgram.Answer started, long deadline, Duration limit)
            throws InterruptedException {
        while (true) {
            EnvironmentHealth health = EnvironmentHealth.of(plan.images().keySet(), states(owner));
            boolean late = left(deadline).isZero();
            switch (health) {
                case EnvironmentHealth.Broken broken -> {
                    return notUp(owner, broken.service(), broken.reason());
                }
                case EnvironmentHealth.Waiting waiting
                when late -> {
                    return notUp(
                            owner,
                            waiting.service(),
                            waiting.reason() + " after " + Words.of(limit) + ", the time limit of the test");
                }
                case EnvironmentHealth.Waiting waiting
                when started.exitCode() != 0 ->
                    // No service is to blame: the engine had no network, no room or no time for us.
                    throw new ComposeException("docker compose up ended with exit code " + started.exitCode() + ": "
                            + lastOf(started.lines()));
                case EnvironmentHealth.Waiting waiting -> TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
                case EnvironmentHealth.Ready ready -> {
                    return new Result.Up(network(owner));
                }
            }
        }
    }

    @Override
    public String network(Ownership owner) {
        return project(owner) + "_default";
    }

    @Override
    public void writeLogs(Ownership owner, StepLog log) throws InterruptedException {
        ComposeProgram.Answer logs =
                compose.call(project(owner), "", QUESTION, "logs", "--no-color", "--tail", LOG_LINES);
        if (!logs.lines().isEmpty()) {
            log.say("the last lines of the services' logs:");
            log.out((String.join("\n", logs.lines()) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void down(Ownership owner) {
        for (Kind kind : Kind.values()) {
            Set<EngineObject> found = new LinkedHashSet<>(engine.find(kind, owner.labels()));
            found.addAll(engine.find(kind, Map.of(PROJECT_LABEL, project(owner))));
            found.stream()
                    // The script's container carries no project: it goes first.
                    .sorted(Comparator.comparing(object -> object.labels().containsKey(PROJECT_LABEL)))
                    .forEach(engine::remove);
        }
    }

    private Result.@Nullable NotUp pullImages(EnvironmentPlan plan, StepLog log) {
        for (Map.Entry<String, String> wanted : plan.images().entrySet()) {
            ImageReference image = ImageReference.parse(wanted.getValue());
            switch (images.ensureImage(image, null)) {
                case ImageAvailability.Present present
                when image.digest() != null && !present.image().repoDigests().contains(image.toString()) ->
                    throw new ComposeException("wanted " + image + ", the engine has " + present.image());
                case ImageAvailability.Present present ->
                    log.say(wanted.getKey() + " runs " + image + " ("
                            + present.image().id() + ")");
                case ImageAvailability.Missing missing
                when wanted.getValue().equals(plan.imageUnderTest()) ->
                    // The packager pushed it: if it is gone, that is not for the person who pushed to correct.
                    throw new ComposeException("the image under test is not in the registry: " + image);
                case ImageAvailability.Missing missing -> {
                    return new Result.NotUp(
                            wanted.getKey(),
                            "wants the image " + image + ", which is neither on the engine nor in its registry",
                            List.of());
                }
            }
        }
        return null;
    }

    private List<ServiceState> states(Ownership owner) throws InterruptedException {
        ComposeProgram.Answer answer = compose.call(project(owner), "", QUESTION, "ps", "--all", "--format", "json");
        if (answer.exitCode() != 0) {
            throw new ComposeException(
                    "docker compose ps ended with exit code " + answer.exitCode() + ": " + lastOf(answer.lines()));
        }
        List<ServiceState> states = new ArrayList<>();
        try {
            for (String line : answer.lines()) {
                JsonNode container = JSON.readTree(line);
                states.add(new ServiceState(
                        container.required("Service").asText(),
                        container.required("State").asText(),
                        container.path("Health").asText(),
                        container.path("ExitCode").asInt()));
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new ComposeException("docker compose ps answered what nobody understands", e);
        }
        return states;
    }

    private Result.NotUp notUp(Ownership owner, String service, String reason) throws InterruptedException {
        ComposeProgram.Answer logs = compose.call(
                project(owner), "", QUESTION, "logs", "--no-color", "--no-log-prefix", "--tail", LAST_LINES, service);
        return new Result.NotUp(service, reason, LastLines.of(logs.lines()));
    }

    private static String project(Ownership owner) {
        String digits = Objects.requireNonNull(owner.run()).replace("-", "");
        return "slipway-t-" + digits.substring(0, Math.min(PROJECT_DIGITS, digits.length()));
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private static String lastOf(List<String> lines) {
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }
}
