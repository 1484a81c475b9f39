package dev.slipway.dns.outbound.route53;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dns.port.HostedZone;
import dev.slipway.dns.port.HostedZoneContract;
import dev.slipway.dns.port.HostedZoneException;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;

/**
 * Against moto, which speaks Route 53's wire format. moto 5.1.1 takes conditions and atomicity lightly, so those are tested
 * on the other zones only.
 */
class Route53HostedZoneIT extends HostedZoneContract {

    private static final int PORT = 5000;
    private static final GenericContainer<?> MOTO = new GenericContainer<>(
                    new ImageFromDockerfile("slipway-test/moto:5", false)
                            .withDockerfileFromBuilder(image -> image.from("debian:trixie-slim")
                                    .run("apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q"
                                            + " --no-install-recommends python3-moto python3-flask python3-flask-cors"
                                            + " && rm -rf /var/lib/apt/lists/*")
                                    .build()))
            .withCommand("python3", "-m", "moto.server", "-H", "0.0.0.0", "-p", String.valueOf(PORT))
            .withExposedPorts(PORT)
            .waitingFor(Wait.forHttp("/moto-api/").forStatusCode(200));

    private static String zoneId = "";

    @BeforeAll
    static void start() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        MOTO.start();
        try (Route53Client route53 = Route53Client.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint())
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            zoneId = route53.createHostedZone(zone -> zone.name("example.test.")
                            .callerReference(UUID.randomUUID().toString()))
                    .hostedZone()
                    .id();
        }
    }

    @AfterAll
    static void stop() {
        MOTO.stop();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Override
    protected HostedZone zone() {
        return zone(zoneId);
    }

    @Test
    void zoneThatIsNotThereIsAnOperatorsMatter() {
        assertThatThrownBy(() -> zone("ZNOTTHERE").recordSets()).isInstanceOf(HostedZoneException.class);
    }

    private static HostedZone zone(String id) {
        return Route53Connection.open(id, "example.test", "us-east-1", endpoint(), Duration.ofSeconds(10));
    }

    private static URI endpoint() {
        return URI.create("http://" + MOTO.getHost() + ":" + MOTO.getMappedPort(PORT));
    }
}
