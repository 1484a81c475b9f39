package dev.slipway.runtime.persistence;

import dev.slipway.events.PipelineRunId;
import dev.slipway.events.StageName;
import dev.slipway.runtime.RunId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** The logs of this service's runs. Any replica can read what any other wrote, also while the run goes on. */
@ApplicationScoped
public class RunLogs implements PanacheRepositoryBase<LogChunkEntity, Long> {

    /** Keeps a few lines, in a transaction of their own. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void append(RunId run, PipelineRunId pipelineRun, StageName stage, String lines) {
        LogChunkEntity chunk = new LogChunkEntity();
        chunk.runId = run.value();
        chunk.pipelineRun = pipelineRun.value();
        chunk.stage = stage;
        chunk.writtenAt = Instant.now();
        chunk.lines = lines;
        persist(chunk);
    }

    /** Chunks of all this service's stages of a pipeline run, oldest first, from just after {@code after}. */
    @Transactional
    public List<LogChunkEntity> after(PipelineRunId pipelineRun, long after, int limit) {
        return find("pipelineRun = ?1 and number > ?2 order by number", pipelineRun.value(), after)
                .page(0, limit)
                .list();
    }
}
