package dev.slipway.cli.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The services, in the order of a push. */
public enum Service {
    CONSOLE(Port.CONSOLE),
    BUILDER(Port.BUILDER),
    PACKAGER(Port.PACKAGER),
    TESTER(Port.TESTER),
    DEPLOYER(Port.DEPLOYER),
    DNS(Port.DNS_SERVICE);

    private final Port port;

    Service(Port port) {
        this.port = port;
    }

    Port port() {
        return port;
    }

    /** Its database schema and role, its Kafka group: {@code quarkus.application.name}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The Maven module; also the part's name, because "dns" alone is the name server. */
    String module() {
        return word() + "-service";
    }

    String partName() {
        return this == DNS ? module() : word();
    }

    static List<String> schemas() {
        return Arrays.stream(values()).map(Service::word).toList();
    }
}
