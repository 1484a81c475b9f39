package dev.slipway.builder;

import dev.slipway.builder.domain.BuildResult;
import dev.slipway.builder.domain.CheckoutResult;
import dev.slipway.builder.domain.ComponentResult;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Digest;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.Trigger;
import dev.slipway.pipelinefile.Component;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.steplog.StepLog;
import java.util.List;
import java.util.stream.Collectors;

/** What the builder itself says about the push as a whole. */
record BuildLog(StepLog log) {

    void begins(RunInProgress<CommitPushed> run) {
        CommitPushed push = run.event();
        PipelineRun pipelineRun = run.pipelineRun();
        if (run.attempt() > 1) {
            log.say("attempt " + run.attempt() + " goes on");
        }
        log.say((push.trigger() == Trigger.PUSH ? "started by a push of " : "started by hand by ") + push.pusher());
        log.say("repository " + pipelineRun.repository());
        log.say("ref        " + pipelineRun.ref());
        log.say("revision   " + pipelineRun.revision());
        log.say("version    " + pipelineRun.version());
    }

    void checkedOut(CheckoutResult.CheckedOut source) {
        log.say(source.changes().isEmpty() ? "checked out" : "checked out; changes:");
        source.changes().forEach(change -> log.say("  " + change));
        source.notices().forEach(log::say);
    }

    /** @param source the snapshot that every later stage reads */
    void found(List<Component> components, Digest source) {
        log.say("source " + source);
        if (components.size() > 1) {
            log.say(components.size() + " components: "
                    + components.stream().map(Component::name).collect(Collectors.joining(", ")));
        }
    }

    BuildResult ends(BuildResult result) {
        switch (result) {
            case BuildResult.Concluded concluded -> concluded(concluded.components());
            case BuildResult.Failed failed ->
                log.say("build failed: " + failed.failure().reason());
            case BuildResult.Lost lost -> log.say("will build again: " + lost.reason());
        }
        return result;
    }

    private void concluded(List<ComponentResult> components) {
        List<String> failed = components.stream()
                .filter(ComponentResult.Failed.class::isInstance)
                .map(ComponentResult::component)
                .toList();
        if (components.size() > 1) {
            log.say((components.size() - failed.size()) + " of " + components.size() + " components go on"
                    + (failed.isEmpty() ? "" : "; failed: " + String.join(", ", failed)));
        }
    }
}
