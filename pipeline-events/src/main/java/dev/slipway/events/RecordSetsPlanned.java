package dev.slipway.events;

import java.util.List;

/** What dns is about to change in the zone. */
public record RecordSetsPlanned(PipelineRun pipelineRun, String zone, List<RecordSetChange> changes)
        implements PipelineEvent {

    @Override
    public String key() {
        return zone;
    }
}
