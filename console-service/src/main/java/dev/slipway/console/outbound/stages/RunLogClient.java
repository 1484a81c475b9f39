package dev.slipway.console.outbound.stages;

import dev.slipway.runtime.access.RunLogResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.UUID;

/** The other side of {@link RunLogResource}. */
@Path("/runs/{pipelineRun}/log")
interface RunLogClient {

    @GET
    List<RunLogResource.Chunk> after(
            @PathParam("pipelineRun") UUID pipelineRun,
            @QueryParam("after") long after,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);
}
