package dev.slipway.console.inbound;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.console.domain.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * What went wrong, for programs and people.
 *
 * @param errors every single thing that is wrong with the request
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemDetails(String title, int status, String detail, List<Problem> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int RETRY_SECONDS = 5;

    public static Response refused(List<Problem> problems) {
        return response(new ProblemDetails(
                "The request is not in order",
                400,
                problems.size() == 1 ? "One field is wrong." : problems.size() + " fields are wrong.",
                problems));
    }

    public static Response notFound(String detail) {
        return response(new ProblemDetails("Not found", 404, detail, List.of()));
    }

    public static Response unavailable() {
        ProblemDetails details = new ProblemDetails(
                "Not now",
                503,
                "The database does not answer; nothing was stored. Send the same again later.",
                List.of());
        return Response.fromResponse(response(details))
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    public static Response of(int status, String title, String detail) {
        return response(new ProblemDetails(title, status, detail, List.of()));
    }

    private static Response response(ProblemDetails details) {
        return Response.status(details.status).type(MEDIA_TYPE).entity(details).build();
    }
}
