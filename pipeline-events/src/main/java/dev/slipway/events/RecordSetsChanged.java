package dev.slipway.events;

import java.util.List;

/**
 * The zone's servers answer with the new records; no changes means it was in step already.
 *
 * @param zone hosted zone, fully qualified with the trailing dot
 * @param name the load balancer's name in it
 */
public record RecordSetsChanged(PipelineRun pipelineRun, String zone, String name, List<RecordSetChange> changes)
        implements PipelineEvent {

    @Override
    public String key() {
        return zone;
    }
}
