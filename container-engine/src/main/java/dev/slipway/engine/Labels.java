package dev.slipway.engine;

import java.util.Set;

/**
 * The labels by which Slipway knows its own containers, networks, volumes and images again. Nothing without the
 * {@link #INSTANCE} label of this installation is ever touched.
 */
public final class Labels {

    /** Name of the installation; two installations on one engine never see each other's things. */
    public static final String INSTANCE = "slipway.instance";

    /** Stage that made the thing: {@code builder}, {@code packager}, {@code tester}, … */
    public static final String STAGE = "slipway.stage";

    /** Run of that stage; the thing is removed when this run is over. Absent on things that outlive runs (caches). */
    public static final String RUN = "slipway.run";

    /** Pipeline run the stage's run belongs to, for people who look at the engine. */
    public static final String PIPELINE_RUN = "slipway.pipeline-run";

    /** RFC 3339 UTC time after which the thing is removed whatever its run does. */
    public static final String EXPIRES = "slipway.expires";

    /** All of them. Images never carry one: containers of other owners would inherit it. */
    public static final Set<String> ALL = Set.of(INSTANCE, STAGE, RUN, PIPELINE_RUN, EXPIRES);

    private Labels() {}
}
