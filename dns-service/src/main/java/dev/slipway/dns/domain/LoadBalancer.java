package dev.slipway.dns.domain;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A load balancer that is to have a name.
 *
 * @param addresses IP addresses, version 4 or 6
 */
public record LoadBalancer(Resource resource, List<String> addresses) {

    /** What DNS answers may be kept for, in seconds: hosts come and go. */
    public static final long TTL = 60;

    /** @throws IllegalArgumentException without an address, or for an address that is none */
    public LoadBalancer {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException(
                    "load balancer " + resource + " has no address: nothing can be answered");
        }
        addresses = List.copyOf(addresses);
        addresses.forEach(address -> new RecordSet(".", typeOf(address), TTL, List.of(address)));
    }

    /** The record sets it needs: A for version 4, AAAA for version 6. */
    public List<RecordSet> recordSets(String domain) {
        return addresses.stream()
                .collect(Collectors.groupingBy(LoadBalancer::typeOf, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> new RecordSet(resource.nameIn(domain), entry.getKey(), TTL, entry.getValue()))
                .toList();
    }

    private static RecordType typeOf(String address) {
        return address.contains(":") ? RecordType.AAAA : RecordType.A;
    }
}
