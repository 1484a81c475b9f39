package dev.slipway.console.inbound;

import dev.slipway.artifact.ArtifactStore;
import dev.slipway.console.domain.Problem;
import dev.slipway.events.Digest;
import dev.slipway.runtime.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The bytes of artifacts, by digest. */
@Path("/api/artifacts/{digest}")
@RolesAllowed(Roles.OPERATOR)
public class ArtifactResource {

    private final ArtifactStore store;

    public ArtifactResource(ArtifactStore store) {
        this.store = store;
    }

    @GET
    @Produces({MediaType.APPLICATION_OCTET_STREAM, ProblemDetails.MEDIA_TYPE})
    public Response content(@PathParam("digest") String text) {
        if (!text.matches(dev.slipway.events.Digest.PATTERN)) {
            return ProblemDetails.refused(
                    List.of(new Problem("digest", text, "sha256: and 64 lower-case hexadecimal characters")));
        }
        Digest digest = Digest.of(text);
        long size = store.size(digest);
        return Response.ok(store.open(digest), MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_LENGTH, size)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + digest.hex() + "\"")
                .tag(digest.hex())
                .build();
    }
}
