package dev.slipway.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Run;
import dev.slipway.cli.console.Run.Stage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a deployed stack answers.
 *
 * @param name in the DNS, without the trailing dot
 * @param certificate digest of its PEM form in the artifact store
 */
record LoadBalancer(String name, int httpsPort, String certificate) {

    /** As the newest run tells it that had to do with it: a rollout behind a standing load balancer says nothing new. */
    static Optional<LoadBalancer> in(List<Run> newestFirst, String repository) {
        return newestFirst.stream()
                .filter(run -> run.repository().equals(repository))
                .flatMap(run -> run.stages().stream())
                .filter(stage -> stage.stage().equals("dns") && stage.succeeded())
                .flatMap(stage -> of(stage).stream())
                .findFirst();
    }

    private static Optional<LoadBalancer> of(Stage stage) {
        Optional<String> name = stage.detail("name").map(node -> node.asText().replaceFirst("\\.$", ""));
        Optional<String> certificate =
                stage.detail("certificate").map(node -> node.path("pem").asText());
        OptionalInt port = stage.detail("endpoints").map(LoadBalancer::https).orElse(OptionalInt.empty());
        return name.isPresent() && certificate.isPresent() && port.isPresent()
                ? Optional.of(new LoadBalancer(name.get(), port.getAsInt(), certificate.get()))
                : Optional.empty();
    }

    private static OptionalInt https(JsonNode endpoints) {
        for (JsonNode endpoint : endpoints) {
            if (endpoint.path("scheme").asText().equals("https")) {
                return OptionalInt.of(endpoint.path("port").asInt());
            }
        }
        return OptionalInt.empty();
    }

    String url(String path) {
        return "https://" + name + ":" + httpsPort + path;
    }
}
