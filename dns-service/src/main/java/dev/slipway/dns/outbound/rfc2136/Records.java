package dev.slipway.dns.outbound.rfc2136;

import dev.slipway.dns.domain.RecordSet;
import dev.slipway.dns.domain.RecordType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Our record sets as dnsjava's records, and back. */
final class Records {

    /** A TXT record is made of strings of this length at most. */
    private static final int LONGEST_STRING = 255;

    private Records() {}

    static Name name(String text) {
        try {
            return Name.fromString(text);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("not a domain name: " + text, e);
        }
    }

    static String text(Name name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }

    static int type(RecordType type) {
        return Type.value(type.name());
    }

    /** The record sets among the records; types that we have no word for are left out. */
    static List<RecordSet> sets(List<Record> records) {
        Map<String, List<Record>> grouped = new LinkedHashMap<>();
        for (Record record : records) {
            if (ours(record.getType()).isPresent()) {
                grouped.computeIfAbsent(text(record.getName()) + " " + record.getType(), key -> new ArrayList<>())
                        .add(record);
            }
        }
        return grouped.values().stream().map(Records::set).toList();
    }

    static List<Record> of(RecordSet set, long ttl) {
        Name name = name(set.name());
        return set.values().stream()
                .map(value -> record(name, set.type(), ttl, value))
                .toList();
    }

    private static RecordSet set(List<Record> records) {
        Record first = records.getFirst();
        RecordType type = ours(first.getType()).orElseThrow();
        return new RecordSet(
                text(first.getName()),
                type,
                first.getTTL(),
                records.stream().map(Records::value).toList());
    }

    private static Optional<RecordType> ours(int type) {
        for (RecordType known : RecordType.values()) {
            if (type(known) == type) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    private static String value(Record record) {
        return switch (record) {
            case ARecord a -> a.getAddress().getHostAddress();
            case AAAARecord aaaa -> aaaa.getAddress().getHostAddress();
            case CNAMERecord cname -> text(cname.getTarget());
            case TXTRecord txt ->
                txt.getStringsAsByteArrays().stream()
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
            default -> throw new IllegalStateException("no record of ours: " + record);
        };
    }

    private static Record record(Name name, RecordType type, long ttl, String value) {
        return switch (type) {
            case A -> new ARecord(name, DClass.IN, ttl, address(value));
            case AAAA -> new AAAARecord(name, DClass.IN, ttl, address(value));
            case CNAME -> new CNAMERecord(name, DClass.IN, ttl, name(value));
            case TXT -> new TXTRecord(name, DClass.IN, ttl, strings(value));
        };
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: " + literal, e);
        }
    }

    private static List<String> strings(String text) {
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < text.length(); i += LONGEST_STRING) {
            String part = text.substring(i, Math.min(text.length(), i + LONGEST_STRING));
            // dnsjava reads its argument as a zone file would be read.
            strings.add(part.replace("\\", "\\\\").replace("\"", "\\\""));
        }
        return strings;
    }
}
