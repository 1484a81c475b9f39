package dev.slipway.packager.outbound.registry;

/** This machine's own addresses, which engines speak to in plain HTTP. */
final class LoopbackAddress {

    private LoopbackAddress() {}

    /** @param address host, with or without port */
    static boolean is(String address) {
        String host = address.replaceFirst(":[0-9]+$", "");
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }
}
