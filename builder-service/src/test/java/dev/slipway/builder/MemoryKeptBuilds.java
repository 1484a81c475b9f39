package dev.slipway.builder;

import dev.slipway.builder.domain.KeptBuild;
import dev.slipway.builder.port.KeptBuilds;
import dev.slipway.events.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Builds that outlive a run, but not the test. */
final class MemoryKeptBuilds implements KeptBuilds {

    private final Map<Digest, KeptBuild> kept = new ConcurrentHashMap<>();

    @Override
    public Optional<KeptBuild> of(Digest input) {
        return Optional.ofNullable(kept.get(input));
    }

    @Override
    public void keep(Digest input, KeptBuild build) {
        kept.put(input, build);
    }
}
