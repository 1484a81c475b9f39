package dev.slipway.deployer;

import dev.slipway.deployer.port.SourceSnapshot;
import dev.slipway.events.Digest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The files of a pushed revision: a web service with a database, deployed to integration. */
final class Repository implements SourceSnapshot {

    static final String PIPELINE = """
            version: 1
            components:
              web:
                build: { image: "debian:trixie-slim", run: "true", artifacts: [ web ] }
                package: { image: it/web }
                test: { compose: docker-compose.yml, run: ./test.sh }
            environments:
              integration:
                follow: develop
                stack: deploy/stack.yml
                rollout: { strategy: rolling, batch: 1, interval: 500ms, order: start-first }
              production: { follow: "v*", stack: deploy/stack.yml }
            """;

    static final String STACK = """
            name: shop
            services:
              web:
                image: ${IMAGE_web}
                environment: { VERSION: "${VERSION}" }
                deploy: { replicas: 2 }
              database:
                image: postgres:17
                environment: { POSTGRES_PASSWORD: secret }
                volumes: [ "database:/var/lib/postgresql/data" ]
                healthcheck: { test: [ CMD, pg_isready ] }
            volumes:
              database: {}
            x-slipway:
              load-balancer:
                name: lb
                service: web
                port: 9000
                http: 9080
                https: 9443
                health: { path: /health, interval: 2s, timeout: 1s, unhealthy: 3, healthy: 2 }
            """;

    private final Map<String, String> files = new HashMap<>(Map.of("slipway.yml", PIPELINE, "deploy/stack.yml", STACK));

    Repository with(String path, String content) {
        files.put(path, content);
        return this;
    }

    Repository without(String path) {
        files.remove(path);
        return this;
    }

    @Override
    public Optional<byte[]> file(Digest source, String path) {
        return Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
