package dev.slipway.dns.domain;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * All records of one name and type.
 *
 * @param name fully qualified, lower case, with the trailing dot
 * @param ttl seconds
 * @param values in one way of writing each: sorted; addresses as Java writes them, texts without quotes
 */
public record RecordSet(String name, RecordType type, long ttl, List<String> values) {

    /** @throws IllegalArgumentException for a name without trailing dot, no values, or a value that is no address */
    public RecordSet {
        name = name.toLowerCase(Locale.ROOT);
        if (!name.endsWith(".")) {
            throw new IllegalArgumentException("a fully qualified name ends in a dot: " + name);
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a record set has at least one value: " + name);
        }
        values = values.stream()
                .map(value -> canonical(type, value))
                .distinct()
                .sorted()
                .toList();
    }

    private static String canonical(RecordType type, String value) {
        return switch (type) {
            case A -> address(value, value.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}"));
            case AAAA -> address(value, value.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*"));
            case CNAME, TXT -> value;
        };
    }

    private static String address(String value, boolean wellFormed) {
        if (!wellFormed) {
            throw new IllegalArgumentException("not an IP address: " + value);
        }
        try {
            // A literal: nothing is looked up.
            return InetAddress.getByName(value).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: " + value, e);
        }
    }
}
