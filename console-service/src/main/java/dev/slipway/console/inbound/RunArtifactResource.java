package dev.slipway.console.inbound;

import dev.slipway.artifact.Archive;
import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.artifact.ArchivedFile;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.console.domain.BuiltArtifact;
import dev.slipway.console.port.EventJournal;
import dev.slipway.events.Digest;
import dev.slipway.events.Envelope;
import dev.slipway.events.PipelineEvent;
import dev.slipway.events.PipelineRunId;
import dev.slipway.runtime.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the builds of a run left: listed, and handed out file by file or as the whole archive. */
@Path("/api/runs/{id}/artifacts")
@RolesAllowed(Roles.OPERATOR)
public class RunArtifactResource {

    /** The archives were checked when they were stored. */
    private static final ArchiveLimits STORED = new ArchiveLimits(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final int LINKS_FOLLOWED = 8;

    private final EventJournal journal;
    private final ArtifactStore store;

    public RunArtifactResource(EventJournal journal, ArtifactStore store) {
        this.journal = journal;
        this.store = store;
    }

    /**
     * The artifacts of a component.
     *
     * @param archive the tar's digest
     * @param available whether it is still stored
     * @param size bytes of the tar; 0 when it is not stored any more
     */
    public record Listed(String component, Digest archive, boolean available, long size, List<String> files) {}

    @GET
    @Produces({MediaType.APPLICATION_JSON, ProblemDetails.MEDIA_TYPE})
    public Response list(@PathParam("id") UUID id) {
        List<Envelope<? extends PipelineEvent>> events = journal.eventsOf(new PipelineRunId(id));
        return events.isEmpty()
                ? RunResource.unknown(id)
                : Response.ok(BuiltArtifact.of(events).stream()
                                .map(this::listed)
                                .toList())
                        .build();
    }

    /** All files of a component as one tar. */
    @GET
    @Path("{component}")
    public Response archive(@PathParam("id") UUID id, @PathParam("component") String component) {
        Optional<BuiltArtifact> found = find(id, component);
        if (found.isEmpty()) {
            return unknown(id, component);
        }
        Digest archive = found.get().archive();
        long size = store.size(archive);
        return Attachment.named(found.get().archiveName(), store.open(archive))
                .header(HttpHeaders.CONTENT_LENGTH, size)
                .tag(archive.hex())
                .build();
    }

    /** One file of a component; of a link, what it leads to. */
    @GET
    @Path("{component}/{file: .+}")
    public Response file(
            @PathParam("id") UUID id, @PathParam("component") String component, @PathParam("file") String path) {
        Optional<BuiltArtifact> found = find(id, component);
        if (found.isEmpty()) {
            return unknown(id, component);
        }
        Digest archive = found.get().archive();
        Optional<ArchivedFile> file = resolved(contents(archive), path);
        if (file.isEmpty()) {
            return ProblemDetails.notFound("The artifacts of " + component + " have no file of this name; there are "
                    + String.join(", ", found.get().files()) + ".");
        }
        return Attachment.named(path.substring(path.lastIndexOf('/') + 1), content(archive, file.get()))
                .header(HttpHeaders.CONTENT_LENGTH, file.get().size())
                .build();
    }

    private Listed listed(BuiltArtifact built) {
        boolean available = store.has(built.archive());
        return new Listed(
                built.component(),
                built.archive(),
                available,
                available ? store.size(built.archive()) : 0,
                built.files());
    }

    private Optional<BuiltArtifact> find(UUID id, String component) {
        return BuiltArtifact.of(journal.eventsOf(new PipelineRunId(id)), component);
    }

    private static Response unknown(UUID id, String component) {
        return ProblemDetails.notFound("Pipeline run " + id + " has no artifacts of a component '" + component + "'.");
    }

    private List<ArchivedFile> contents(Digest archive) {
        try (InputStream tar = store.open(archive)) {
            return Archive.list(tar, STORED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ArchivedFile> resolved(List<ArchivedFile> files, String path) {
        String wanted = path;
        for (int followed = 0; followed < LINKS_FOLLOWED; followed++) {
            String current = wanted;
            Optional<ArchivedFile> found =
                    files.stream().filter(file -> file.path().equals(current)).findFirst();
            String next = found.map(ArchivedFile::linkTo).orElse(null);
            if (next == null) {
                return found;
            }
            wanted = next;
        }
        return Optional.empty();
    }

    private StreamingOutput content(Digest archive, ArchivedFile file) {
        return out -> {
            try (InputStream tar = store.open(archive)) {
                if (!Archive.copyFile(tar, file.path(), out)) {
                    throw new NotFoundException();
                }
            }
        };
    }
}
