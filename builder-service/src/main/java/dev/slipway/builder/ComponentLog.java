package dev.slipway.builder;

import dev.slipway.builder.domain.ComponentResult;
import dev.slipway.builder.domain.KeptBuild;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.engine.ContainerState;
import dev.slipway.steplog.LogLine;
import dev.slipway.steplog.SecretMask;
import dev.slipway.steplog.StepLog;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** One component's part of the run's log: masked, and with its name before each line when there are several. */
final class ComponentLog implements AutoCloseable {

    private final StepLog whole;
    private final StepLog part;
    private final SecretMask mask;

    /** @param prefix of each line; may be empty */
    ComponentLog(StepLog whole, String prefix, SecretMask mask) {
        this.whole = whole;
        this.mask = mask;
        this.part = new StepLog(lines -> lines.forEach(line -> pass(line, prefix, whole)), mask, Clock.systemUTC());
    }

    private static void pass(LogLine line, String prefix, StepLog whole) {
        if (line.stream() == LogLine.Stream.SUITE) {
            whole.say(prefix + line.text());
        } else {
            whole.write(line.stream(), line.at(), (prefix + line.text() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Where the container's output goes. */
    StepLog output() {
        return part;
    }

    SecretMask mask() {
        return mask;
    }

    /** Hands over every complete line, as far as the store. */
    void flush() {
        part.flush();
        whole.flush();
    }

    void begins(BuildPlan plan, BuilderImage image, Map<String, String> caches) {
        part.say("component " + plan.component() + ", folder " + plan.path());
        part.say("builder image " + plan.image() + " is " + image.digest());
        mask.refused().forEach(name -> part.say("secret " + name + " is too short to be masked in this log"));
        part.say("$ " + plan.equivalentCommand(caches));
    }

    void withoutBuild(String component, String path) {
        part.say("component " + component + ", folder " + path + ": slipway.yml names no build for it,"
                + " the folder itself is what is packaged");
    }

    void reused(BuildPlan plan, BuilderImage image, KeptBuild earlier) {
        part.say("component " + plan.component() + " is unchanged: folder " + plan.path()
                + ", its build section and builder image " + plan.image() + " (" + image.digest() + ")");
        part.say("not built again; reused from " + earlier.version() + ", run " + earlier.run());
    }

    void container(ContainerHandle container) {
        if (container.state() != ContainerState.CREATED) {
            part.say("build container " + container.name() + " of an earlier attempt is "
                    + (container.state() == ContainerState.RUNNING ? "running" : "done") + ": taking it over");
        }
    }

    ComponentResult ends(ComponentResult result) {
        switch (result) {
            case ComponentResult.Built built -> {
                List<String> files = built.files();
                part.say(
                        files.isEmpty()
                                ? "no artifacts"
                                : "kept " + String.join(", ", files) + " as " + built.artifacts());
                part.say("build succeeded");
            }
            case ComponentResult.Failed failed ->
                part.say("build failed: " + failed.failure().reason());
            case ComponentResult.Lost lost -> part.say("will build again: " + lost.reason());
        }
        return result;
    }

    @Override
    public void close() {
        part.close();
    }
}
