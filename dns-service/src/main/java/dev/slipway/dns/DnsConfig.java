package dev.slipway.dns;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the dns service. */
@ConfigMapping(prefix = "slipway.dns")
public interface DnsConfig {

    /** Where the zone is kept. */
    enum Provider {
        RFC2136,
        ROUTE53
    }

    @WithDefault("rfc2136")
    Provider provider();

    /** The hosted zone, fully qualified. */
    @WithDefault("slipway.test.")
    String zone();

    /** What all names end in: the zone itself, or a name below it. */
    @WithDefault("slipway.test")
    String domain();

    /** Name of this installation in ownership records; installations that share a zone need different ones. */
    @WithDefault("${slipway.instance:local}")
    String owner();

    /** How long the zone's servers may take until they answer with new records. */
    @WithDefault("2m")
    Duration syncTimeout();

    Rfc2136 rfc2136();

    Route53 route53();

    /** A name server that takes dynamic updates. */
    interface Rfc2136 {

        /** {@code host:port} of the zone's primary server. */
        @WithDefault("127.0.0.1:15353")
        String server();

        /** Name of the TSIG key (HMAC-SHA256) that may change and transfer the zone. */
        @WithDefault("slipway")
        String keyName();

        /** File that holds the key's secret in base64. */
        Optional<Path> keyFile();
    }

    /** Amazon Route 53; credentials come from where the AWS SDK looks for them. */
    interface Route53 {

        /** Id of the hosted zone, e.g. {@code Z0123456789ABCDEFGHIJ}. */
        Optional<String> zoneId();

        @WithDefault("us-east-1")
        String region();

        /** For tests and compatible services. */
        Optional<URI> endpointOverride();
    }
}
