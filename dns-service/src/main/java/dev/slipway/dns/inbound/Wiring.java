package dev.slipway.dns.inbound;

import dev.slipway.dns.DnsConfig;
import dev.slipway.dns.RecordSetReconciliation;
import dev.slipway.dns.outbound.rfc2136.Rfc2136HostedZone;
import dev.slipway.dns.outbound.route53.Route53Connection;
import dev.slipway.dns.port.HostedZone;
import dev.slipway.runtime.failpoint.Failpoints;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts plain classes and ports together. */
class Wiring {

    @Produces
    @Singleton
    HostedZone hostedZone(DnsConfig config, Failpoints failpoints) {
        return failpoints.around(HostedZone.class, zone(config));
    }

    private static HostedZone zone(DnsConfig config) {
        return switch (config.provider()) {
            case RFC2136 -> rfc2136(config);
            case ROUTE53 ->
                Route53Connection.open(
                        config.route53().zoneId().orElseThrow(() -> missing("slipway.dns.route53.zone-id")),
                        config.zone(),
                        config.route53().region(),
                        config.route53().endpointOverride().orElse(null),
                        config.syncTimeout());
        };
    }

    @Produces
    @Singleton
    RecordSetReconciliation reconciliation(HostedZone zone, DnsConfig config) {
        String domain = config.domain().endsWith(".") ? config.domain() : config.domain() + ".";
        if (!("." + domain).endsWith("." + zone.name())) {
            throw new IllegalStateException(
                    "slipway.dns.domain " + domain + " must be the zone " + zone.name() + " or a name below it");
        }
        return new RecordSetReconciliation(zone, domain, config.owner());
    }

    private static HostedZone rfc2136(DnsConfig config) {
        Path keyFile = config.rfc2136().keyFile().orElseThrow(() -> missing("slipway.dns.rfc2136.key-file"));
        return new Rfc2136HostedZone(
                config.zone().endsWith(".") ? config.zone() : config.zone() + ".",
                address(config.rfc2136().server()),
                config.rfc2136().keyName(),
                secret(keyFile),
                config.syncTimeout());
    }

    private static InetSocketAddress address(String server) {
        URI uri = URI.create("dns://" + server);
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalStateException("slipway.dns.rfc2136.server must be host:port, found " + server);
        }
        return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort());
    }

    private static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read slipway.dns.rfc2136.key-file " + file, e);
        }
    }

    private static IllegalStateException missing(String key) {
        return new IllegalStateException(key + " must be set for this slipway.dns.provider");
    }
}
