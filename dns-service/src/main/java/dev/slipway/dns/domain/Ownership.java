package dev.slipway.dns.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who a record set belongs to, kept in a TXT record beside it. Names and values follow ExternalDNS, with a heritage of our
 * own: both can work in one zone and leave each other alone.
 *
 * <pre>
 * web.auth.integration.example.test.    A    192.0.2.1
 * a-web.auth.integration.example.test.  TXT  heritage=slipway,slipway/owner=local,slipway/resource=integration/auth/web
 * </pre>
 *
 * @param owner name of the installation
 * @param resource what the record set is for, as {@link Resource#toString()} writes it
 * @see <a href="https://kubernetes-sigs.github.io/external-dns/latest/docs/registry/txt/">ExternalDNS, TXT registry</a>
 */
public record Ownership(String owner, String resource) {

    private static final String HERITAGE = "slipway";

    /** Empty for a text that is not ours to read. */
    public static Optional<Ownership> parse(String text) {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String token : text.split(",", -1)) {
            int equals = token.indexOf('=');
            if (equals > 0) {
                tokens.put(token.substring(0, equals), token.substring(equals + 1));
            }
        }
        String owner = tokens.get("slipway/owner");
        String resource = tokens.get("slipway/resource");
        if (!HERITAGE.equals(tokens.get("heritage")) || owner == null || resource == null) {
            return Optional.empty();
        }
        return Optional.of(new Ownership(owner, resource));
    }

    /** Name of the TXT record that tells whose a record set is. */
    public static String nameFor(String name, RecordType type) {
        return type.name().toLowerCase(Locale.ROOT) + "-" + name;
    }

    public RecordSet recordSet(String name, RecordType type, long ttl) {
        return new RecordSet(nameFor(name, type), RecordType.TXT, ttl, List.of(text()));
    }

    private String text() {
        return "heritage=" + HERITAGE + ",slipway/owner=" + owner + ",slipway/resource=" + resource;
    }
}
