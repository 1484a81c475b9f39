package dev.slipway.cli.suite;

import java.util.Locale;

/** Every port of the suite on 127.0.0.1, with its default number. */
public enum Port {
    REGISTRY(15000),
    DNS(15353),
    POSTGRESQL(15432),
    CONSOLE(18080),
    BUILDER(18081),
    PACKAGER(18082),
    TESTER(18083),
    DEPLOYER(18084),
    DNS_SERVICE(18085),
    KAFKA(19092),
    KAFKA_CONTROLLER(19093);

    /** Where the defaults begin; another base moves all of them by the same distance. */
    public static final int DEFAULT_BASE = 15000;

    private final int defaultNumber;

    Port(int defaultNumber) {
        this.defaultNumber = defaultNumber;
    }

    int number(int base) {
        return defaultNumber - DEFAULT_BASE + base;
    }

    /** The key in {@code ports.properties}, e.g. {@code dns-service}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The environment variable that sets it. */
    public String variable() {
        return "SLIPWAY_PORT_" + name();
    }

    /** The name server listens on UDP too. */
    boolean udp() {
        return this == DNS;
    }
}
