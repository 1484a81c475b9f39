package dev.slipway.cli.demo;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Lets this process, and nothing else on the machine, find the demo's names on the loopback address, as {@code curl
 * --resolve} does. Everything else is resolved as always (and not by dnsjava, which offers itself for that as well).
 */
public final class SuiteNames extends InetAddressResolverProvider {

    private static final Map<String, byte[]> NAMES = new ConcurrentHashMap<>();
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    static void onLoopback(String name) {
        NAMES.put(name.toLowerCase(Locale.ROOT), LOOPBACK);
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver usual = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                byte[] known = NAMES.get(host.toLowerCase(Locale.ROOT));
                return known == null
                        ? usual.lookupByName(host, policy)
                        : Stream.of(InetAddress.getByAddress(host, known));
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return usual.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "slipway";
    }
}
