package dev.slipway.console.outbound.stages;

import dev.slipway.console.ConsoleConfig;
import dev.slipway.console.port.StageLogs;
import dev.slipway.events.PipelineRunId;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Asks each stage service with the operator's token. */
@ApplicationScoped
public class HttpStageLogs implements StageLogs {

    private final Map<String, RunLogClient> clients = new TreeMap<>();
    private final OperatorToken token;

    public HttpStageLogs(ConsoleConfig config, OperatorToken token) {
        this.token = token;
        long timeout = config.stageTimeout().toMillis();
        config.stages().forEach((name, uri) -> clients.put(name, client(uri, timeout)));
    }

    @Override
    public Set<String> services() {
        return clients.keySet();
    }

    @Override
    public Answer after(String service, PipelineRunId run, long after) {
        RunLogClient client = clients.get(service);
        if (client == null) {
            throw new IllegalArgumentException("no stage service is called " + service);
        }
        try {
            return new Answer.Chunks(client.after(run.value(), after, token.bearer()).stream()
                    .map(chunk -> new Chunk(chunk.n(), chunk.stage(), chunk.at(), chunk.lines()))
                    .toList());
        } catch (WebApplicationException e) {
            return new Answer.Unavailable(
                    "it answered with status " + e.getResponse().getStatus());
        } catch (ProcessingException e) {
            return new Answer.Unavailable("it does not answer");
        }
    }

    private static RunLogClient client(URI uri, long timeout) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(uri)
                .connectTimeout(timeout, TimeUnit.MILLISECONDS)
                .readTimeout(timeout, TimeUnit.MILLISECONDS)
                .build(RunLogClient.class);
    }
}
