package dev.slipway.console.inbound;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.console.domain.ConnectedRepositories;
import dev.slipway.console.domain.ConnectedRepository;
import dev.slipway.console.domain.Problem;
import dev.slipway.console.domain.RemoteRefs;
import dev.slipway.console.domain.RemoteRefs.RemoteRef;
import dev.slipway.console.port.RemoteRepository;
import dev.slipway.console.port.SweepLedger;
import dev.slipway.runtime.access.Roles;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The connected repositories, and the branches and tags that somebody may choose from. */
@Path("/api")
@Produces({MediaType.APPLICATION_JSON, ProblemDetails.MEDIA_TYPE})
@RolesAllowed(Roles.OPERATOR)
public class RepositoryResource {

    private static final int LONGEST_PATTERN = 255;

    private final ConnectedRepositories repositories;
    private final RemoteRepository remote;
    private final SweepLedger sweeps;

    public RepositoryResource(ConnectedRepositories repositories, RemoteRepository remote, SweepLedger sweeps) {
        this.repositories = repositories;
        this.remote = remote;
        this.sweeps = sweeps;
    }

    /**
     * A connected repository and how looking at it goes.
     *
     * @param webhook path to which its forge sends deliveries; absent without a webhook
     * @param sweepSeconds 0 when its refs are not looked at
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Connected(
            String name,
            String url,
            @Nullable String forge,
            @Nullable String webhook,
            long sweepSeconds,
            @Nullable Instant lookedAt,
            @Nullable Instant nextLookAt,
            int failures,
            @Nullable String problem) {

        static Connected of(ConnectedRepository repository, SweepLedger.@Nullable Status status) {
            ConnectedRepository.Webhook hook = repository.webhook();
            return new Connected(
                    repository.name(),
                    repository.url(),
                    hook == null ? null : hook.forge().name().toLowerCase(Locale.ROOT),
                    hook == null ? null : "/hooks/" + repository.name(),
                    repository.sweep().toSeconds(),
                    status == null ? null : status.lookedAt(),
                    status == null ? null : status.nextLookAt(),
                    status == null ? 0 : status.failures(),
                    status == null ? null : status.problem());
        }
    }

    /** What somebody may choose: {@code defaultRef} unless they choose otherwise. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Choice(String repository, @Nullable String defaultRef, List<Item> branches, List<Item> tags) {

        /** @param name without refs/heads/ or refs/tags/ */
        public record Item(String ref, String name, String revision) {

            static Item of(RemoteRef ref) {
                return new Item(ref.name(), ref.shortName(), ref.commit());
            }
        }
    }

    @GET
    @Path("repositories")
    public List<Connected> repositories() {
        Map<String, SweepLedger.Status> statuses = QuarkusTransaction.requiringNew()
                .call(() -> sweeps.statuses().stream()
                        .collect(Collectors.toMap(SweepLedger.Status::repository, Function.identity())));
        return repositories.all().stream()
                .map(repository -> Connected.of(repository, statuses.get(repository.url())))
                .toList();
    }

    /**
     * @param repository name of a connected repository, or a clone URL
     * @param pattern which tags are wanted; {@code *} stands for any characters
     */
    @GET
    @Path("refs")
    public Response refs(
            @QueryParam("repository") @Nullable String repository,
            @QueryParam("pattern") @DefaultValue("*") String pattern) {
        if (repository == null) {
            return ProblemDetails.refused(List.of(
                    new Problem("repository", "nothing", "a clone URL, or the name of a connected repository")));
        }
        if (pattern.length() > LONGEST_PATTERN) {
            return ProblemDetails.refused(
                    List.of(new Problem("pattern", "something long", "at most " + LONGEST_PATTERN + " characters")));
        }
        return switch (remote.refs(repositories.urlOf(repository))) {
            case RemoteRepository.Look.Refs(RemoteRefs refs) ->
                Response.ok(choice(refs, pattern)).build();
            case RemoteRepository.Look.Refused(String reason) -> ProblemDetails.of(422, "Not to be had", reason);
            case RemoteRepository.Look.Unavailable(String reason) -> ProblemDetails.of(503, "Not now", reason);
        };
    }

    private static Choice choice(RemoteRefs refs, String pattern) {
        return new Choice(
                refs.url(),
                refs.defaultRef(),
                refs.branches().stream().map(Choice.Item::of).toList(),
                refs.tags(pattern).stream().map(Choice.Item::of).toList());
    }
}
