package dev.slipway.runtime.model;

import dev.slipway.events.CommitPushed;
import dev.slipway.events.Envelope;
import dev.slipway.events.StageName;
import dev.slipway.runtime.Lane;
import dev.slipway.runtime.RunId;

/** A push that the sequence made, and the run that it must become. */
record Push(Envelope<CommitPushed> envelope, RunId run) {

    Push(Envelope<CommitPushed> envelope) {
        this(envelope, RunId.of(envelope.id(), StageName.BUILD));
    }

    String key() {
        return envelope.event().pipelineRun().id().toString();
    }

    long sequence() {
        return envelope.event().pipelineRun().sequence();
    }

    Lane lane() {
        return ModelStage.laneOf(envelope.event().pipelineRun().ref());
    }

    @Override
    public String toString() {
        return lane().name() + "#" + sequence();
    }
}
