package dev.slipway.runtime.access;

import dev.slipway.events.PipelineRunId;
import dev.slipway.runtime.persistence.RunLogs;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The logs of this service's runs, also of those that still go on. */
@Path("/runs/{pipelineRun}/log")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
public class RunLogResource {

    private static final int CHUNKS = 200;

    private final RunLogs logs;

    public RunLogResource(RunLogs logs) {
        this.logs = logs;
    }

    /**
     * A few lines.
     *
     * @param n position; ask with {@code after=n} for what follows
     * @param lines each ended by a line feed
     */
    public record Chunk(long n, String stage, Instant at, String lines) {}

    /** Chunks behind position {@code after}, oldest first; an empty list when there is nothing more yet. */
    @GET
    public List<Chunk> after(@PathParam("pipelineRun") UUID pipelineRun, @QueryParam("after") long after) {
        return logs.after(new PipelineRunId(pipelineRun), after, CHUNKS).stream()
                .map(row -> new Chunk(Objects.requireNonNull(row.number), row.stage.word(), row.writtenAt, row.lines))
                .toList();
    }
}
