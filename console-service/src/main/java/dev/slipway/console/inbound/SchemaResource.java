package dev.slipway.console.inbound;

import dev.slipway.pipelinefile.PipelineFile;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The JSON Schema of {@code slipway.yml} at an address that editors can be pointed to; no secret, so no token. */
@Path("/schemas/slipway-1.json")
@PermitAll
public class SchemaResource {

    @GET
    @Produces("application/schema+json")
    public byte[] schema() {
        try (InputStream schema = PipelineFile.class.getResourceAsStream("/slipway.schema.json")) {
            return Objects.requireNonNull(schema).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
