package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** What volumes take on disk. docker-java does not know this call, and the list of volumes has no sizes. */
final class DockerVolumeSizes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int NOT_MEASURED = -1;

    private final DockerConnection docker;

    DockerVolumeSizes(DockerConnection docker) {
        this.docker = docker;
    }

    Map<String, Long> all() {
        return EngineCall.ask("measure volumes", () -> {
            try (DockerHttpClient.Response response = docker.get("/system/df")) {
                JsonNode answer = JSON.readTree(response.getBody());
                if (response.getStatusCode() != OK) {
                    throw new DockerException(answer.path("message").asText(), response.getStatusCode());
                }
                return sizes(answer.path("Volumes"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Map<String, Long> sizes(JsonNode volumes) {
        Map<String, Long> sizes = new TreeMap<>();
        for (JsonNode volume : volumes) {
            long size = volume.path("UsageData").path("Size").asLong(NOT_MEASURED);
            if (size != NOT_MEASURED) {
                sizes.put(volume.path("Name").asText(), size);
            }
        }
        return sizes;
    }
}
