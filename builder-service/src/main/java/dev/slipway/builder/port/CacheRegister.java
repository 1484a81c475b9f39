package dev.slipway.builder.port;

import dev.slipway.builder.domain.CacheId;
import dev.slipway.runtime.RunId;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who uses which cache volume, beyond the life of this process and over all replicas.
 *
 * <p>A volume is lent to one run at a time, so that no two builds ever write to it side by side: a build whose component's
 * volumes are all lent gets a further one. Each call is one transaction.
 */
public interface CacheRegister {

    /**
     * The volume for this run: the one it has already, else one that nobody uses, else a new number.
     *
     * @return number of the volume among those of this cache, from 1
     */
    int lend(CacheId cache, RunId run);

    /** The run's build of the component is over. Idempotent. */
    void giveBack(RunId run, String component);

    /** Takes back what is lent to runs that are over. */
    void giveBackUnless(Predicate<RunId> live);

    /** What nobody uses, the longest unused first. */
    List<Unused> unused();

    /**
     * Takes a volume out of use, if nobody uses it now: it is not lent until it is {@link #forget forgotten}. Idempotent.
     *
     * @return whether its volume may be removed now
     */
    boolean retire(Unused cache);

    /** The volume is gone. Idempotent. */
    void forget(Unused cache);

    /**
     * A volume that is lent to nobody.
     *
     * @param since end of its last use, by the database's clock
     */
    record Unused(CacheId cache, int number, Instant since) {}
}
