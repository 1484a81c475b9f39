package dev.slipway.events;

/** A fact about a pipeline run. Each record is one event type; see {@link EventType} for its name on the wire. */
public sealed interface PipelineEvent
        permits CommitPushed,
                RefDeleted,
                CancellationRequested,
                RetryRequested,
                BuildQueued,
                BuildStarted,
                ArtifactBuilt,
                BuildFailed,
                PackagingStarted,
                ImageBuilt,
                PackagingFailed,
                ImagePublished,
                PublicationFailed,
                TestsStarted,
                TestsPassed,
                TestsFailed,
                DeploymentRequested,
                DeploymentSkipped,
                DeploymentStarted,
                RolloutProgressed,
                Deployed,
                RolledBack,
                DeploymentFailed,
                LoadBalancerStarted,
                LoadBalancerStopped,
                RecordSetsPlanned,
                RecordSetsChanged,
                RecordSetsFailed,
                Superseded,
                Cancelled,
                RetryRefused {

    PipelineRun pipelineRun();

    /**
     * The Kafka record key. Events with the same key keep their order on the wire; correctness rests on
     * {@link PipelineRun#sequence()}, not on it.
     */
    default String key() {
        return pipelineRun().id().toString();
    }
}
