package dev.slipway.builder.inbound;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.builder.domain.RemoteRefs;
import dev.slipway.builder.port.RefLookup;
import dev.slipway.builder.port.SourceUnavailableException;
import dev.slipway.runtime.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The branches and tags of a repository, for the console: the builder alone has the keys and the rules. */
@Path("/refs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
public class RefResource {

    private static final Logger LOG = Logger.getLogger(RefResource.class);

    private final RefLookup lookup;

    public RefResource(RefLookup lookup) {
        this.lookup = lookup;
    }

    /** @param reason why there are no refs; absent when there are */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Listing(@Nullable String reason, @Nullable String defaultRef, List<RemoteRefs.RemoteRef> refs) {}

    /** 503 when the repository does not answer now. */
    @GET
    public Listing list(@QueryParam("repository") @Nullable String repository) throws InterruptedException {
        if (repository == null) {
            throw new BadRequestException("the parameter repository is missing");
        }
        try {
            return switch (lookup.list(repository)) {
                case RemoteRefs.Listed listed -> new Listing(null, listed.defaultRef(), listed.refs());
                case RemoteRefs.Refused(String reason) -> new Listing(reason, null, List.of());
            };
        } catch (SourceUnavailableException e) {
            LOG.warn(e.getMessage());
            throw new ServiceUnavailableException();
        }
    }
}
