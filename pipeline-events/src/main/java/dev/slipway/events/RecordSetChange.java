package dev.slipway.events;

import java.util.List;

/**
 * One change of a record set.
 *
 * @param action what is done
 * @param name fully qualified, lower case, with the trailing dot
 * @param type {@code A}, {@code AAAA}, {@code CNAME} or {@code TXT}
 * @param ttl seconds
 * @param values the values after the change; for a deletion the values that went
 */
public record RecordSetChange(Action action, String name, String type, long ttl, List<String> values) {

    /** The words of the Route 53 API. */
    public enum Action {
        CREATE,
        UPSERT,
        DELETE
    }
}
