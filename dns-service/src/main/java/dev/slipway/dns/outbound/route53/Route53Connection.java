package dev.slipway.dns.outbound.route53;

import dev.slipway.dns.port.HostedZone;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.Route53ClientBuilder;

/** The way to Route 53. The SDK repeats throttled requests with back-off; what lasts longer is the runtime's to repeat. */
public final class Route53Connection {

    private static final Duration CALL = Duration.ofSeconds(60);
    private static final Duration ATTEMPT = Duration.ofSeconds(15);
    private static final int ATTEMPTS = 5;

    private Route53Connection() {}

    /** @param endpoint of a compatible service; absent for Amazon's own */
    public static HostedZone open(
            String zoneId, String zone, String region, @Nullable URI endpoint, Duration syncTimeout) {
        Route53ClientBuilder builder = Route53Client.builder()
                .region(Region.of(region))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(settings -> settings.apiCallTimeout(CALL)
                        .apiCallAttemptTimeout(ATTEMPT)
                        .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return new Route53HostedZone(builder.build(), zoneId, zone.endsWith(".") ? zone : zone + ".", syncTimeout);
    }
}
