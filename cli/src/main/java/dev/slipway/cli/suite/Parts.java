package dev.slipway.cli.suite;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** All parts of the suite, in the order in which people read about them. */
final class Parts {

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);

    private Parts() {}

    static List<Part> all(
            SuiteHome home, Ports ports, Map<String, String> environment, Scale scale, ClassArchive classes) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PROBE_LIMIT)
                .build();
        ServiceConfiguration configuration = new ServiceConfiguration(home, ports, environment);
        List<Part> parts = new ArrayList<>(List.of(
                new PostgreSqlPart(home, ports, Service.schemas()),
                new BrokerPart(home, ports),
                registry(home, ports, http),
                nameServer(home, ports)));
        for (Service service : Service.values()) {
            for (int replica = 1; replica <= scale.of(service); replica++) {
                parts.add(new ServicePart(home, ports, new Replica(service, replica), configuration, classes, http));
            }
        }
        return parts;
    }

    private static Part registry(SuiteHome home, Ports ports, HttpClient http) {
        HttpRequest ping = HttpRequest.newBuilder(URI.create("http://" + ports.address(Port.REGISTRY) + "/v2/"))
                .timeout(PROBE_LIMIT)
                .build();
        ContainerPart.Spec spec = new ContainerPart.Spec(
                "registry", "slipway/registry:2", Port.REGISTRY, 5000, "/var/lib/registry", Map.of(), null, null);
        return new ContainerPart(home, ports, spec, () -> answers(http, ping));
    }

    private static boolean answers(HttpClient http, HttpRequest ping) {
        try {
            return http.send(ping, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Part nameServer(SuiteHome home, Ports ports) {
        String key = "/etc/slipway/tsig.secret";
        Secrets.ensureBase64(home.secret("tsig.key"));
        ContainerPart.Spec spec = new ContainerPart.Spec(
                "dns",
                "slipway/bind:9.20",
                Port.DNS,
                53,
                "/var/lib/bind",
                Map.of(
                        "ZONE", ServiceConfiguration.ZONE,
                        "TSIG_KEY", ServiceConfiguration.TSIG_KEY,
                        "TSIG_SECRET_FILE", key),
                home.secret("tsig.key"),
                key);
        return new ContainerPart(home, ports, spec, () -> servesZone(ports.of(Port.DNS)));
    }

    private static boolean servesZone(int port) {
        try (Socket tcp = new Socket()) {
            tcp.connect(new InetSocketAddress("127.0.0.1", port), (int) PROBE_LIMIT.toMillis());
            SimpleResolver resolver = new SimpleResolver(new InetSocketAddress("127.0.0.1", port));
            resolver.setTimeout(PROBE_LIMIT);
            Record question = Record.newRecord(Name.fromString(ServiceConfiguration.ZONE + "."), Type.SOA, DClass.IN);
            Message answer = resolver.send(Message.newQuery(question));
            return answer.getRcode() == Rcode.NOERROR;
        } catch (TextParseException e) {
            throw new IllegalStateException("the zone is a constant", e);
        } catch (IOException e) {
            return false;
        }
    }
}
