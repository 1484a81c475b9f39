package dev.slipway.builder;

import dev.slipway.builder.domain.CacheId;
import dev.slipway.builder.port.CacheRegister;
import dev.slipway.builder.port.CacheRegister.Unused;
import dev.slipway.engine.ContainerEngine;
import dev.slipway.engine.ContainerEngineException;
import dev.slipway.engine.EngineObject;
import dev.slipway.engine.Labels;
import dev.slipway.engine.Ownership;
import dev.slipway.events.Digest;
import dev.slipway.events.StageName;
import dev.slipway.runtime.RunId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The caches of components as volumes of the engine: lent to one build at a time, kept between builds, and cleaned. */
public final class CacheVolumes {

    private static final int HASH = 16;
    private static final Logger LOG = Logger.getLogger(CacheVolumes.class);

    private final ContainerEngine engine;
    private final CacheRegister register;
    private final Ownership owner;
    private final Rules rules;
    private final Clock clock;
    private volatile Instant measuredAt = Instant.EPOCH;

    /**
     * @param unusedFor how long a volume is kept that no build uses
     * @param size bytes of all volumes together; the longest unused go first
     * @param measureEvery how often the engine is asked for their sizes, which costs it a walk through all of them
     */
    public record Rules(Duration unusedFor, long size, Duration measureEvery) {}

    public CacheVolumes(ContainerEngine engine, CacheRegister register, String instance, Rules rules, Clock clock) {
        this.engine = engine;
        this.register = register;
        this.owner = Ownership.ofStage(instance, StageName.BUILD.word());
        this.rules = rules;
        this.clock = clock;
    }

    /** @return volumes by their folder in the container */
    Map<String, String> lend(RunId run, String repository, BuildPlan plan) {
        Map<String, String> volumes = new LinkedHashMap<>();
        for (String folder : plan.caches()) {
            CacheId cache = new CacheId(repository, plan.component(), folder);
            String volume = name(cache, register.lend(cache, run));
            engine.ensureVolume(volume, owner);
            volumes.put(folder, volume);
        }
        return volumes;
    }

    void giveBack(RunId run, BuildPlan plan) {
        if (!plan.caches().isEmpty()) {
            register.giveBack(run, plan.component());
        }
    }

    /** Takes back what runs left that are over, and removes what is too old, and what is too much. */
    public void sweep(Predicate<RunId> live) {
        register.giveBackUnless(live);
        Instant oldest = clock.instant().minus(rules.unusedFor());
        List<Unused> young = new ArrayList<>();
        for (Unused unused : register.unused()) {
            if (!unused.since().isBefore(oldest) || !remove(unused)) {
                young.add(unused);
            }
        }
        if (!young.isEmpty() && clock.instant().isAfter(measuredAt.plus(rules.measureEvery()))) {
            measuredAt = clock.instant();
            removeWhatIsTooMuch(young);
        }
    }

    private void removeWhatIsTooMuch(List<Unused> longestUnusedFirst) {
        Map<String, Long> sizes = new LinkedHashMap<>(engine.volumeSizes());
        sizes.keySet().removeIf(volume -> !volume.startsWith(owner.name("cache-")));
        long all = sizes.values().stream().mapToLong(Long::longValue).sum();
        for (Unused unused : longestUnusedFirst) {
            if (all > rules.size() && remove(unused)) {
                all -= sizes.getOrDefault(name(unused.cache(), unused.number()), 0L);
            }
        }
    }

    private boolean remove(Unused unused) {
        if (!register.retire(unused)) {
            return false;
        }
        String volume = name(unused.cache(), unused.number());
        try {
            engine
                    .find(
                            EngineObject.Kind.VOLUME,
                            Map.of(Labels.INSTANCE, owner.instance(), Labels.STAGE, owner.stage()))
                    .stream()
                    .filter(found -> found.name().equals(volume))
                    .forEach(engine::remove);
            register.forget(unused);
            return true;
        } catch (ContainerEngineException e) {
            // a container of a run that is just over still holds it
            LOG.infof("cache %s is left for the next sweep: %s", volume, e.getMessage());
            return false;
        }
    }

    private String name(CacheId cache, int number) {
        String id = cache.repository() + "\n" + cache.component() + "\n" + cache.folder();
        return owner.name(
                "cache-" + cache.component() + "-" + Digest.ofText(id).hex().substring(0, HASH) + "-" + number);
    }
}
