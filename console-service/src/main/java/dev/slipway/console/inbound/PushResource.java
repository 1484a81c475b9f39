package dev.slipway.console.inbound;

import dev.slipway.console.PushAcceptance;
import dev.slipway.console.domain.Acceptance;
import dev.slipway.console.domain.ConnectedRepositories;
import dev.slipway.console.domain.Problem;
import dev.slipway.console.domain.Push;
import dev.slipway.console.domain.PushReport;
import dev.slipway.console.domain.RemoteRefs;
import dev.slipway.console.domain.RepositoryUrl;
import dev.slipway.console.domain.Way;
import dev.slipway.console.port.RemoteRepository;
import dev.slipway.events.Traceparent;
import dev.slipway.runtime.WakeUps;
import dev.slipway.runtime.access.Roles;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Pushes that hooks report, and runs that people start. */
@Path("/api")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, ProblemDetails.MEDIA_TYPE})
public class PushResource {

    private static final Logger LOG = Logger.getLogger(PushResource.class);

    private final PushAcceptance acceptance;
    private final WakeUps wakeUps;
    private final SecurityIdentity caller;
    private final ConnectedRepositories repositories;
    private final RemoteRepository remote;

    public PushResource(
            PushAcceptance acceptance,
            WakeUps wakeUps,
            SecurityIdentity caller,
            ConnectedRepositories repositories,
            RemoteRepository remote) {
        this.acceptance = acceptance;
        this.wakeUps = wakeUps;
        this.caller = caller;
        this.repositories = repositories;
        this.remote = remote;
    }

    /**
     * A run that somebody wants.
     *
     * @param id may be left out; with it, a retry starts nothing twice
     * @param repository clone URL, or the name of a connected repository
     * @param ref branch or tag, short or full; without it the default branch
     * @param revision a commit of the ref; without it the newest
     */
    public record ManualStart(
            @Nullable String id,
            @Nullable String repository,
            @Nullable String ref,
            @Nullable String revision) {}

    /** 202 when the push is stored and will be built, 200 when it was stored before: in both cases, do not send it again. */
    @POST
    @Path("pushes")
    @RolesAllowed({Roles.HOOK, Roles.OPERATOR})
    public Response push(@Nullable PushReport report, @HeaderParam("traceparent") @Nullable String traceparent) {
        return report == null ? noBody() : accept(report, Way.HOOK, traceparent);
    }

    @POST
    @Path("runs")
    @RolesAllowed(Roles.OPERATOR)
    public Response start(@Nullable ManualStart wish, @HeaderParam("traceparent") @Nullable String traceparent) {
        if (wish == null) {
            return noBody();
        }
        String repository = wish.repository() == null ? null : repositories.urlOf(wish.repository());
        if (repository == null || !RepositoryUrl.isValid(repository) || isComplete(wish)) {
            return start(wish, repository, wish.ref(), wish.revision(), traceparent);
        }
        return switch (remote.refs(repository)) {
            case RemoteRepository.Look.Refs(RemoteRefs refs) ->
                switch (refs.resolve(wish.ref(), wish.revision())) {
                    case RemoteRefs.Resolved.Found found ->
                        start(wish, repository, found.ref(), found.revision(), traceparent);
                    case RemoteRefs.Resolved.NotFound(Problem problem) -> ProblemDetails.refused(List.of(problem));
                };
            case RemoteRepository.Look.Refused(String reason) -> ProblemDetails.of(422, "Not to be had", reason);
            case RemoteRepository.Look.Unavailable(String reason) -> ProblemDetails.of(503, "Not now", reason);
        };
    }

    /** Nothing has to be asked; whether the ref contains the revision is seen when it is fetched. */
    private static boolean isComplete(ManualStart wish) {
        return wish.revision() != null && wish.ref() != null && wish.ref().startsWith("refs/");
    }

    private Response start(
            ManualStart wish,
            @Nullable String repository,
            @Nullable String ref,
            @Nullable String revision,
            @Nullable String traceparent) {
        String id = wish.id() == null ? UUID.randomUUID().toString() : wish.id();
        String by = caller.getPrincipal().getName();
        return accept(new PushReport(id, repository, ref, Push.NONE, revision, null, by, null), Way.HAND, traceparent);
    }

    private Response accept(PushReport report, Way way, @Nullable String traceparent) {
        return switch (report.check(way)) {
            case PushReport.Checked.Refused refused -> ProblemDetails.refused(named(refused.problems(), way));
            case PushReport.Checked.Accepted accepted -> accept(accepted.push(), trace(traceparent));
        };
    }

    private Response accept(Push push, Traceparent trace) {
        Acceptance answer = QuarkusTransaction.requiringNew().call(() -> acceptance.accept(push, trace));
        if (answer.duplicate()) {
            return Response.ok(answer).build();
        }
        wakeUps.publish().raise();
        LOG.infof("accepted push=%s pipelineRun=%s version=%s", push.id(), answer.pipelineRun(), answer.version());
        return Response.accepted(answer).build();
    }

    /** A manual start calls the field {@code after} by its own name. */
    private static List<Problem> named(List<Problem> problems, Way way) {
        if (way == Way.HOOK) {
            return problems;
        }
        return problems.stream()
                .map(problem -> problem.field().equals("after")
                        ? new Problem("revision", problem.found(), "the commit's 40 hexadecimal characters")
                        : problem)
                .toList();
    }

    private static Response noBody() {
        return ProblemDetails.refused(List.of(new Problem("body", "nothing", "a JSON object")));
    }

    /** The sender's trace if it sent a proper one: a wrong header must not cost a push. */
    private static Traceparent trace(@Nullable String header) {
        if (header != null) {
            try {
                return new Traceparent(header);
            } catch (IllegalArgumentException e) {
                LOG.debugf("a traceparent header is not in order: %s", e.getMessage());
            }
        }
        return Traceparent.start();
    }
}
