package dev.slipway.console.inbound;

import dev.slipway.console.Cancellation;
import dev.slipway.console.StageRetry;
import dev.slipway.console.domain.EnvironmentView;
import dev.slipway.console.domain.PipelineView;
import dev.slipway.console.domain.Problem;
import dev.slipway.console.domain.Retry;
import dev.slipway.console.port.EventJournal;
import dev.slipway.events.Envelope;
import dev.slipway.events.EventId;
import dev.slipway.events.EventType;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.StageName;
import dev.slipway.runtime.WakeUps;
import dev.slipway.runtime.access.Roles;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pipeline runs, what they led to, and the wish to end one. */
@Path("/api")
@Produces({MediaType.APPLICATION_JSON, ProblemDetails.MEDIA_TYPE})
@RolesAllowed(Roles.OPERATOR)
public class RunResource {

    private static final int MOST = 200;

    private final EventJournal journal;
    private final Cancellation cancellation;
    private final StageRetry retry;
    private final WakeUps wakeUps;
    private final SecurityIdentity caller;

    public RunResource(
            EventJournal journal,
            Cancellation cancellation,
            StageRetry retry,
            WakeUps wakeUps,
            SecurityIdentity caller) {
        this.journal = journal;
        this.cancellation = cancellation;
        this.retry = retry;
        this.wakeUps = wakeUps;
        this.caller = caller;
    }

    /** An event with its type's name. */
    public record RecordedEvent(
            EventId id,
            String type,
            String topic,
            Instant time,
            URI source,
            @Nullable EventId cause,
            String traceparent,
            PipelineEvent data) {

        static RecordedEvent of(Envelope<? extends PipelineEvent> envelope) {
            PipelineEvent event = envelope.event();
            return new RecordedEvent(
                    envelope.id(),
                    EventType.of(event).typeName(),
                    EventType.topicOf(event).topicName(),
                    envelope.time(),
                    envelope.source(),
                    envelope.cause(),
                    envelope.trace().value(),
                    event);
        }
    }

    /** That a run was asked to end; whether it does is seen in the run. */
    public record CancellationAccepted(PipelineRunId pipelineRun) {}

    /** The runs that began last, newest first. */
    @GET
    @Path("runs")
    public Response runs(@QueryParam("limit") @DefaultValue("20") int limit) {
        if (limit < 1 || limit > MOST) {
            return ProblemDetails.refused(
                    List.of(new Problem("limit", String.valueOf(limit), "a number from 1 to " + MOST)));
        }
        List<RunAnswer> runs = journal.latestRuns(limit).stream()
                .map(PipelineView::of)
                .map(RunAnswer::of)
                .toList();
        return Response.ok(runs).build();
    }

    @GET
    @Path("runs/{id}")
    public Response run(@PathParam("id") UUID id) {
        List<Envelope<? extends PipelineEvent>> events = journal.eventsOf(new PipelineRunId(id));
        return events.isEmpty()
                ? unknown(id)
                : Response.ok(RunAnswer.of(PipelineView.of(events))).build();
    }

    @GET
    @Path("runs/{id}/events")
    public Response events(@PathParam("id") UUID id) {
        List<Envelope<? extends PipelineEvent>> events = journal.eventsOf(new PipelineRunId(id));
        return events.isEmpty()
                ? unknown(id)
                : Response.ok(events.stream().map(RecordedEvent::of).toList()).build();
    }

    /** 202 when the wish is stored; asking twice is asking once. */
    @POST
    @Path("runs/{id}/cancel")
    public Response cancel(@PathParam("id") UUID id) {
        PipelineRunId run = new PipelineRunId(id);
        boolean known = QuarkusTransaction.requiringNew().call(() -> {
            List<Envelope<? extends PipelineEvent>> events = journal.eventsOf(run);
            if (events.isEmpty()) {
                return false;
            }
            cancellation.request(events.getFirst(), caller.getPrincipal().getName());
            return true;
        });
        if (!known) {
            return unknown(id);
        }
        wakeUps.publish().raise();
        return Response.accepted(new CancellationAccepted(run)).build();
    }

    /** What is done again. */
    public record RetryAccepted(PipelineRunId pipelineRun, List<StageName> stages) {}

    /**
     * 202 when the wish is stored; whether it works out is seen in the run.
     *
     * @param stage absent for the one at which the run ended badly
     */
    @POST
    @Path("runs/{id}/retry")
    public Response retry(@PathParam("id") UUID id, @QueryParam("stage") @Nullable String stage) {
        StageName wanted;
        try {
            wanted = stage == null ? null : StageName.of(stage);
        } catch (IllegalArgumentException e) {
            String known =
                    Arrays.stream(StageName.values()).map(StageName::word).collect(Collectors.joining(", "));
            return ProblemDetails.refused(List.of(new Problem("stage", "no stage", "one of " + known)));
        }
        PipelineRunId run = new PipelineRunId(id);
        String by = caller.getPrincipal().getName();
        Optional<Retry> answer = QuarkusTransaction.requiringNew().call(() -> retry.retry(run, wanted, by));
        return switch (answer.orElse(null)) {
            case null -> unknown(id);
            case Retry.Refused(String reason) -> ProblemDetails.of(409, "Cannot be done again", reason);
            case Retry.Possible possible -> {
                wakeUps.publish().raise();
                yield Response.accepted(new RetryAccepted(
                                run,
                                possible.again().stream()
                                        .map(Retry.Input::stage)
                                        .toList()))
                        .build();
            }
        };
    }

    /** What runs where. */
    @GET
    @Path("environments")
    public List<EnvironmentView> environments() {
        return EnvironmentView.of(journal.latestPerEnvironment());
    }

    static Response unknown(UUID id) {
        return ProblemDetails.notFound("No pipeline run " + id + " is known.");
    }
}
