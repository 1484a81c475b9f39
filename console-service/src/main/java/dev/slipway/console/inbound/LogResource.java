package dev.slipway.console.inbound;

import dev.slipway.console.domain.LogCursor;
import dev.slipway.console.domain.PipelineView;
import dev.slipway.console.domain.Problem;
import dev.slipway.console.port.EventJournal;
import dev.slipway.console.port.StageLogs;
import dev.slipway.events.Envelope;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRunId;
import dev.slipway.runtime.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The log of a whole pipeline run, put together from what each service keeps. */
@Path("/api/runs/{id}/log")
@Produces({MediaType.APPLICATION_JSON, ProblemDetails.MEDIA_TYPE})
@RolesAllowed(Roles.OPERATOR)
public class LogResource {

    private final EventJournal journal;
    private final StageLogs logs;

    public LogResource(EventJournal journal, StageLogs logs) {
        this.journal = journal;
        this.logs = logs;
    }

    /** Some lines of one stage, each ended by a line feed. */
    public record Chunk(String service, String stage, Instant at, String lines) {}

    /**
     * @param next hand this in as {@code after} to read on
     * @param unavailable services that could not be asked, with the reason; their lines come later
     * @param over whether the run was over before the logs were read, so that an empty answer is the end
     */
    public record LogAnswer(List<Chunk> chunks, String next, Map<String, String> unavailable, boolean over) {}

    @GET
    public Response after(@PathParam("id") UUID id, @QueryParam("after") @DefaultValue("") String after) {
        Optional<LogCursor> cursor = LogCursor.parse(after);
        if (cursor.isEmpty()) {
            return ProblemDetails.refused(
                    List.of(new Problem("after", after, "the value of next in the answer before, or nothing")));
        }
        PipelineRunId run = new PipelineRunId(id);
        List<Envelope<? extends PipelineEvent>> events = journal.eventsOf(run);
        if (events.isEmpty()) {
            return RunResource.unknown(id);
        }
        return Response.ok(
                        read(run, cursor.get(), PipelineView.of(events).state().isOver()))
                .build();
    }

    private LogAnswer read(PipelineRunId run, LogCursor from, boolean over) {
        List<Chunk> chunks = new ArrayList<>();
        Map<String, String> unavailable = new TreeMap<>();
        LogCursor next = from;
        for (String service : logs.services()) {
            switch (logs.after(service, run, from.of(service))) {
                case StageLogs.Answer.Unavailable no -> unavailable.put(service, no.reason());
                case StageLogs.Answer.Chunks read -> {
                    for (StageLogs.Chunk chunk : read.chunks()) {
                        chunks.add(new Chunk(service, chunk.stage(), chunk.at(), chunk.lines()));
                        next = next.with(service, chunk.n());
                    }
                }
            }
        }
        // A stable sort: the lines of one service stay in the order it wrote them if its clock stands still.
        chunks.sort(Comparator.comparing(Chunk::at));
        return new LogAnswer(chunks, next.toString(), unavailable, over);
    }
}
