package dev.slipway.console.outbound.stages;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The other side of the builder's list of refs. */
@Path("/refs")
interface RefsClient {

    @GET
    Listing list(
            @QueryParam("repository") String repository, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);

    /** @param reason why there are no refs; absent when there are */
    record Listing(@Nullable String reason, @Nullable String defaultRef, List<Item> refs) {}

    record Item(String name, String target, String commit) {}
}
