package dev.slipway.console.inbound.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.console.PushAcceptance;
import dev.slipway.console.domain.Acceptance;
import dev.slipway.console.domain.ConnectedRepositories;
import dev.slipway.console.domain.ConnectedRepository;
import dev.slipway.console.domain.Problem;
import dev.slipway.console.domain.Push;
import dev.slipway.console.domain.PushReport;
import dev.slipway.console.domain.Way;
import dev.slipway.console.inbound.ProblemDetails;
import dev.slipway.events.EventCodec;
import dev.slipway.events.PipelineRunId;
import dev.slipway.events.Traceparent;
import dev.slipway.runtime.DerivedId;
import dev.slipway.runtime.WakeUps;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Pushes that forges tell of, one address for each connected repository: the address says whose secret is needed and which
 * forge is meant, so that nothing that was sent is looked at before the signature was found right.
 */
@Path("/hooks/{repository}")
@Consumes(MediaType.WILDCARD)
@Produces({MediaType.APPLICATION_JSON, ProblemDetails.MEDIA_TYPE})
@PermitAll
public class WebhookResource {

    private static final Logger LOG = Logger.getLogger(WebhookResource.class);
    private static final ObjectMapper JSON = EventCodec.json();

    private final ConnectedRepositories repositories;
    private final WebhookSecrets secrets;
    private final PushAcceptance acceptance;
    private final WakeUps wakeUps;

    WebhookResource(
            ConnectedRepositories repositories, WebhookSecrets secrets, PushAcceptance acceptance, WakeUps wakeUps) {
        this.repositories = repositories;
        this.secrets = secrets;
        this.acceptance = acceptance;
        this.wakeUps = wakeUps;
    }

    /** One ref of a delivery. */
    public record AcceptedRef(
            String ref, PipelineRunId pipelineRun, long sequence, String version, boolean duplicate) {}

    public record AcceptedPushes(List<AcceptedRef> pushes) {}

    /** Taken, and nothing is done about it. */
    public record Ignored(String ignored) {}

    /** 202 when the pushes are stored and will be built, 200 when there is nothing to do: in both cases, do not send again. */
    @POST
    @Blocking
    public Response deliver(
            @PathParam("repository") String name, @Context HttpHeaders headers, byte @Nullable [] body) {
        Delivery delivery = Delivery.of(headers, body);
        Optional<ConnectedRepository> repository = repositories.named(name);
        ConnectedRepository.Webhook webhook =
                repository.map(ConnectedRepository::webhook).orElse(null);
        if (repository.isEmpty() || webhook == null) {
            secrets.check(delivery);
            return unsigned();
        }
        if (!secrets.isSigned(webhook, delivery)) {
            LOG.warnf("webhook of %s: a delivery without the right signature was refused", name);
            return unsigned();
        }
        return signed(repository.get(), Dialect.of(webhook.forge()), delivery);
    }

    private Response signed(ConnectedRepository repository, Dialect dialect, Delivery delivery) {
        Optional<String> event = dialect.event(delivery);
        if (event.isEmpty()) {
            return ProblemDetails.refused(
                    List.of(new Problem("header", "none that names the event", "the headers of this webhook's forge")));
        }
        if (!dialect.isPush(event.get())) {
            return Response.ok(new Ignored("Pushes are built; other events are not listened to."))
                    .build();
        }
        Optional<String> identity = dialect.identity(delivery);
        if (identity.isEmpty()) {
            return ProblemDetails.refused(
                    List.of(new Problem("header", "no id of the delivery", dialect.identityWanted())));
        }
        if (delivery.header(HttpHeaders.CONTENT_TYPE).orElse("").startsWith(MediaType.APPLICATION_FORM_URLENCODED)) {
            return ProblemDetails.of(
                    415, "Not this content type", "Choose application/json in the webhook's settings at the forge.");
        }
        Payload payload;
        try {
            JsonNode json = JSON.readTree(delivery.body());
            payload = Dialect.payload(json);
        } catch (IOException e) {
            return ProblemDetails.refused(List.of(new Problem("body", "text that is not JSON", "a JSON object")));
        }
        PushedRefs pushed = dialect.read(payload);
        if (!payload.problems().isEmpty()) {
            return ProblemDetails.refused(payload.problems());
        }
        if (!repository.isCalled(pushed.repository())) {
            return ProblemDetails.of(
                    403,
                    "Another repository",
                    "This webhook speaks for " + repository.url()
                            + " only. Every repository has a webhook of its own.");
        }
        return accept(repository, pushed, identity.get());
    }

    private Response accept(ConnectedRepository repository, PushedRefs pushed, String identity) {
        List<Push> pushes = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (PushedRefs.Move move : pushed.moves()) {
            if (move.isOfBranchOrTag()) {
                switch (report(repository, pushed.pusher(), move, identity).check(Way.WEBHOOK)) {
                    case PushReport.Checked.Accepted accepted -> pushes.add(accepted.push());
                    case PushReport.Checked.Refused refused -> problems.addAll(refused.problems());
                }
            }
        }
        if (!problems.isEmpty()) {
            return ProblemDetails.refused(problems);
        }
        if (pushes.isEmpty()) {
            return Response.ok(new Ignored("Only branches and tags are built.")).build();
        }
        // In the order of their names: two deliveries of the same refs do not wait for each other crosswise.
        pushes.sort(Comparator.comparing(push -> push.ref().value()));
        List<AcceptedRef> answer = QuarkusTransaction.requiringNew()
                .call(() -> pushes.stream().map(this::accept).toList());
        if (answer.stream().allMatch(AcceptedRef::duplicate)) {
            return Response.ok(new AcceptedPushes(answer)).build();
        }
        wakeUps.publish().raise();
        LOG.infof("webhook of %s: accepted %s", repository.name(), answer);
        return Response.accepted(new AcceptedPushes(answer)).build();
    }

    private AcceptedRef accept(Push push) {
        Acceptance answer = acceptance.accept(push, Traceparent.start());
        return new AcceptedRef(
                push.ref().value(), answer.pipelineRun(), answer.sequence(), answer.version(), answer.duplicate());
    }

    private static PushReport report(
            ConnectedRepository repository, String pusher, PushedRefs.Move move, String identity) {
        String id = DerivedId.of("webhook", repository.name(), identity, move.ref(), move.before(), move.after())
                .toString();
        return new PushReport(
                id, repository.url(), move.ref(), move.before(), move.after(), move.commit(), pusher, null);
    }

    /** The same words whatever was wrong: with the signature, the secret or the address. */
    private static Response unsigned() {
        return ProblemDetails.of(
                401,
                "Not signed",
                "A delivery that is signed with this webhook's secret was wanted. Compare the secret and the address at"
                        + " the forge with slipway.console.repositories.");
    }
}
