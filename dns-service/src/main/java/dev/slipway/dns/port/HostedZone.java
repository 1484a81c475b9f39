package dev.slipway.dns.port;

import dev.slipway.dns.domain.Change;
import dev.slipway.dns.domain.RecordSet;
import java.util.List;

/**
 * A zone that can be read and changed. Several installations and people may change it at the same time; no change made here
 * overwrites one of theirs unseen. Calls may come from several threads, but at most one change should be under way.
 */
public interface HostedZone {

    /** Fully qualified, lower case, with the trailing dot. */
    String name();

    /**
     * All A, AAAA, CNAME and TXT record sets of the zone, as its servers hold them now; others are left out.
     *
     * @throws HostedZoneException when the zone cannot be read completely; never part of it
     */
    List<RecordSet> recordSets();

    /**
     * Makes all the changes or none, provided the zone still is as each of them says, and returns when the zone's servers
     * answer with the new records.
     *
     * <p>After a {@link HostedZoneException} the changes may have been made or not: read the zone again and plan anew.
     *
     * @param batch at least one; no two for the same name and type
     * @throws ZoneMovedOnException when the zone is not as a change says; nothing was changed
     * @throws HostedZoneException when the zone does not answer, refuses us, or is not in sync in time
     * @throws InterruptedException when told to stop while waiting
     */
    void change(List<Change> batch) throws InterruptedException;
}
