package dev.slipway.console.outbound.stages;

import dev.slipway.console.ConsoleConfig;
import dev.slipway.console.domain.RemoteRefs;
import dev.slipway.console.domain.RemoteRefs.RemoteRef;
import dev.slipway.console.port.RemoteRepository;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Has the builder look: it alone has the keys to repositories, and the rules which may be asked at all. */
@ApplicationScoped
public class HttpRemoteRepository implements RemoteRepository {

    private static final String BUILDER = "builder";

    private final @Nullable RefsClient builder;
    private final OperatorToken token;

    public HttpRemoteRepository(ConsoleConfig config, OperatorToken token) {
        URI address = config.stages().get(BUILDER);
        this.token = token;
        this.builder = address == null
                ? null
                : QuarkusRestClientBuilder.newBuilder()
                        .baseUri(address)
                        .connectTimeout(config.stageTimeout().toMillis(), TimeUnit.MILLISECONDS)
                        .readTimeout(config.refsTimeout().toMillis(), TimeUnit.MILLISECONDS)
                        .build(RefsClient.class);
    }

    @Override
    public Look refs(String url) {
        if (builder == null) {
            return new Look.Unavailable("slipway.console.stages.builder is not set, and only the builder can look");
        }
        try {
            RefsClient.Listing listing = builder.list(url, token.bearer());
            return listing.reason() != null
                    ? new Look.Refused(listing.reason())
                    : new Look.Refs(new RemoteRefs(
                            url,
                            listing.defaultRef(),
                            listing.refs().stream()
                                    .map(item -> new RemoteRef(item.name(), item.target(), item.commit()))
                                    .toList()));
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            return new Look.Unavailable(
                    status == 503
                            ? "the repository does not answer now"
                            : "the builder answered with status " + status);
        } catch (ProcessingException e) {
            return new Look.Unavailable("the builder does not answer");
        }
    }
}
