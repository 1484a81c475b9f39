package dev.slipway.dns.domain;

import java.util.Locale;

/**
 * A load balancer as the DNS names it: three labels, safe in a name and in an ownership text.
 */
public record Resource(String environment, String stack, String loadBalancer) {

    /** A label has 63 characters at most; the ownership record puts up to {@code aaaa-} in front of the first. */
    private static final int LONGEST_FIRST = 58;

    private static final int LONGEST = 63;

    public Resource {
        environment = label(environment, "environment", LONGEST);
        stack = label(stack, "stack", LONGEST);
        loadBalancer = label(loadBalancer, "load balancer", LONGEST_FIRST);
    }

    /** {@code [load balancer].[stack].[environment].[domain].}, fully qualified. */
    public String nameIn(String domain) {
        String suffix = domain.endsWith(".") ? domain : domain + ".";
        return String.join(".", loadBalancer, stack, environment, suffix).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return environment + "/" + stack + "/" + loadBalancer;
    }

    private static String label(String text, String what, int longest) {
        String label =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-").replaceAll("^-+|-+$", "");
        if (label.isEmpty() || label.length() > longest) {
            throw new IllegalArgumentException(
                    "the name of a %s becomes a DNS label: it must have 1 to %d characters of".formatted(what, longest)
                            + " a-z, 0-9 and dash, found '" + text + "'");
        }
        return label;
    }
}
