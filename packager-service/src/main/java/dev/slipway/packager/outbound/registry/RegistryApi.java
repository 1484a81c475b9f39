package dev.slipway.packager.outbound.registry;

import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The calls of the OCI distribution API that the packager needs. Each returns whatever the registry answered.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md">distribution specification</a>
 */
@RegisterRestClient(configKey = "registry")
@Path("/v2")
public interface RegistryApi {

    @HEAD
    @Path("/{name}/manifests/{reference}")
    Response findManifest(
            @PathParam("name") @Encoded String name,
            @PathParam("reference") String reference,
            @HeaderParam(HttpHeaders.ACCEPT) String mediaTypes);

    @GET
    @Path("/{name}/manifests/{reference}")
    Response manifest(
            @PathParam("name") @Encoded String name,
            @PathParam("reference") String reference,
            @HeaderParam(HttpHeaders.ACCEPT) String mediaTypes);

    @GET
    @Path("/{name}/blobs/{digest}")
    Response blob(@PathParam("name") @Encoded String name, @PathParam("digest") String digest);

    @PUT
    @Path("/{name}/manifests/{tag}")
    Response putManifest(
            @PathParam("name") @Encoded String name,
            @PathParam("tag") String tag,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String mediaType,
            byte[] manifest);
}
