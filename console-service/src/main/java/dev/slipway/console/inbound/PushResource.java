package dev.slipway.console.inbound;

import dev.slipway.console.PushAcceptance;
import dev.slipway.console.domain.Acceptance;
import dev.slipway.console.domain.Problem;
import dev.slipway.console.domain.Push;
import dev.slipway.console.domain.PushReport;
import dev.slipway.events.Traceparent;
import dev.slipway.events.Trigger;
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
    private static final String NEW_REF = "0".repeat(40);

    private final PushAcceptance acceptance;
    private final WakeUps wakeUps;
    private final SecurityIdentity caller;

    public PushResource(PushAcceptance acceptance, WakeUps wakeUps, SecurityIdentity caller) {
        this.acceptance = acceptance;
        this.wakeUps = wakeUps;
        this.caller = caller;
    }

    /**
     * A run that somebody wants.
     *
     * @param id may be left out; with it, a retry starts nothing twice
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
        return report == null ? noBody() : accept(report, Trigger.PUSH, traceparent);
    }

    @POST
    @Path("runs")
    @RolesAllowed(Roles.OPERATOR)
    public Response start(@Nullable ManualStart wish, @HeaderParam("traceparent") @Nullable String traceparent) {
        if (wish == null) {
            return noBody();
        }
        String id = wish.id() == null ? UUID.randomUUID().toString() : wish.id();
        String by = caller.getPrincipal().getName();
        return accept(
                new PushReport(id, wish.repository(), wish.ref(), NEW_REF, wish.revision(), by, null),
                Trigger.MANUAL,
                traceparent);
    }

    private Response accept(PushReport report, Trigger trigger, @Nullable String traceparent) {
        return switch (report.check(trigger)) {
            case PushReport.Checked.Refused refused -> ProblemDetails.refused(named(refused.problems(), trigger));
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
    private static List<Problem> named(List<Problem> problems, Trigger trigger) {
        if (trigger == Trigger.PUSH) {
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
