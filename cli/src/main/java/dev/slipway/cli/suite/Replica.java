package dev.slipway.cli.suite;

/**
 * One running copy of a service. All copies of a service share its database schema and its Kafka group.
 *
 * @param number from 1
 */
record Replica(Service service, int number) {

    String partName() {
        return numbered(service.partName());
    }

    /** Names the file with its settings. */
    String word() {
        return numbered(service.word());
    }

    private String numbered(String name) {
        return number == 1 ? name : name + "-" + number;
    }

    PartPort port() {
        return new PartPort(service.port(), number);
    }
}
