package dev.slipway.builder;

import dev.slipway.builder.domain.BuildResult;
import dev.slipway.builder.domain.CheckoutResult;
import dev.slipway.engine.ContainerHandle;
import dev.slipway.engine.ContainerState;
import dev.slipway.events.CommitPushed;
import dev.slipway.events.Digest;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.Trigger;
import dev.slipway.runtime.RunInProgress;
import dev.slipway.steplog.StepLog;

/** What the builder itself says in the user's log. */
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

    void planned(BuildPlan plan, Digest source) {
        log.say("component " + plan.component() + ", source " + source);
        log.say("$ " + plan.equivalentCommand());
    }

    void container(ContainerHandle container) {
        if (container.state() != ContainerState.CREATED) {
            log.say("build container " + container.name() + " of an earlier attempt is "
                    + (container.state() == ContainerState.RUNNING ? "running" : "done") + ": taking it over");
        }
    }

    BuildResult ends(BuildResult result) {
        switch (result) {
            case BuildResult.Built built -> {
                log.say("kept " + String.join(", ", built.files()) + " as " + built.artifacts());
                log.say("build succeeded");
            }
            case BuildResult.Failed failed ->
                log.say("build failed: " + failed.failure().reason());
            case BuildResult.Lost lost -> log.say("will build again: " + lost.reason());
        }
        return result;
    }
}
