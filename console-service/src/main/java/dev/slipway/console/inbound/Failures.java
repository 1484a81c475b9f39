package dev.slipway.console.inbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.slipway.artifact.ArtifactMissingException;
import dev.slipway.console.domain.Problem;
import dev.slipway.runtime.Outages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a request becomes problem details; what went wrong inside stays in the log. */
@ApplicationScoped
public class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    @ServerExceptionMapper
    Response unreadable(MismatchedInputException e) {
        String field = e.getPath().stream()
                .map(reference -> reference.getFieldName() == null ? "[]" : reference.getFieldName())
                .collect(Collectors.joining("."));
        return ProblemDetails.refused(List.of(new Problem(
                field.isEmpty() ? "body" : field,
                "a JSON value of another kind",
                field.isEmpty() ? "a JSON object" : "a JSON string")));
    }

    @ServerExceptionMapper
    Response unreadable(JsonProcessingException e) {
        return ProblemDetails.refused(List.of(new Problem("body", "text that is not JSON", "a JSON object")));
    }

    @ServerExceptionMapper
    Response missing(ArtifactMissingException e) {
        return ProblemDetails.notFound("No artifact " + e.digest() + " is stored.");
    }

    @ServerExceptionMapper
    Response any(RuntimeException e) {
        if (e instanceof WebApplicationException http) {
            Response.StatusType status = http.getResponse().getStatusInfo();
            return ProblemDetails.of(status.getStatusCode(), status.getReasonPhrase(), status.getReasonPhrase() + ".");
        }
        if (Outages.isOutage(e)) {
            LOG.warnf("a request was put off: %s", Outages.summary(e));
            return ProblemDetails.unavailable();
        }
        UUID reference = UUID.randomUUID();
        LOG.errorf(e, "a request failed, reference=%s", reference);
        return ProblemDetails.of(
                500, "Internal error", "This is a fault of Slipway. Its log tells more under " + reference + ".");
    }
}
