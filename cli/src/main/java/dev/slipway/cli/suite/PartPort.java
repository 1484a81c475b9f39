package dev.slipway.cli.suite;

/**
 * A port that a part listens on: the named one, or for a further replica of a service one that lies ten higher for each.
 *
 * @param replica 1 for the part that has the named port itself
 */
record PartPort(Port port, int replica) {

    private static final int DISTANCE = 10;

    PartPort(Port port) {
        this(port, 1);
    }

    int number(Ports ports) {
        return ports.of(port) + offset();
    }

    /** What {@link Port#variable()} must be added to for this port. */
    int offset() {
        return DISTANCE * (replica - 1);
    }

    /** What people read, e.g. {@code builder-2}. */
    String key() {
        return replica == 1 ? port.key() : port.key() + "-" + replica;
    }
}
