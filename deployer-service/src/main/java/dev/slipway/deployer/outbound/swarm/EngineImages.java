package dev.slipway.deployer.outbound.swarm;

import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.HealthCheck;
import dev.slipway.deployer.port.ImageSupply;
import dev.slipway.engine.ImageAvailability;
import dev.slipway.engine.ImageDetails;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.ImageReference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Images of the engine on which the swarm's manager runs, and our registry for those that no other registry has. */
public final class EngineImages implements ImageSupply {

    private static final String NO_CHECK = "NONE";

    private final ImageEngine images;
    private final SwarmConnection swarm;
    private final String registry;

    /** @param registry host and port */
    public EngineImages(ImageEngine images, SwarmConnection swarm, String registry) {
        this.images = images;
        this.swarm = swarm;
        this.registry = registry;
    }

    @Override
    public Supplied ensure(String image) {
        ImageReference wanted = ImageReference.parse(image);
        return switch (images.ensureImage(wanted, null)) {
            case ImageAvailability.Missing missing -> new Supplied.Missing(image);
            case ImageAvailability.Present present -> {
                String reference = pinned(wanted, present.image());
                yield new Supplied.Available(
                        reference, hasHealthCheck(present.image().id()));
            }
        };
    }

    private String pinned(ImageReference wanted, ImageDetails found) {
        if (wanted.digest() != null) {
            return wanted.name() + "@" + wanted.digest();
        }
        // Fetched by its name at some time: every node can do the same.
        Optional<String> fetched = found.repoDigests().stream()
                .filter(digest -> digest.startsWith(wanted.name() + "@"))
                .findFirst();
        return fetched.orElseGet(() -> mirrored(wanted, found));
    }

    /** Pushed every time: that costs nothing when the registry has it, and the registry may have been emptied. */
    private String mirrored(ImageReference wanted, ImageDetails found) {
        String path = wanted.registry() == null
                ? wanted.repository()
                : wanted.registry().replace(':', '-') + "/" + wanted.repository();
        ImageReference copy = ImageReference.parse(registry + "/mirror/" + path + ":" + wanted.tagOrLatest());
        images.tag(found.id(), copy);
        return copy.name() + "@" + images.push(copy, null);
    }

    private boolean hasHealthCheck(String id) {
        ContainerConfig config = swarm.ask(
                "look at image " + id,
                () -> swarm.client().inspectImageCmd(id).exec().getConfig());
        HealthCheck check = config == null ? null : config.getHealthcheck();
        List<String> test = check == null ? null : check.getTest();
        return !Objects.requireNonNullElse(test, List.<String>of()).isEmpty()
                && !NO_CHECK.equals(Objects.requireNonNull(test).getFirst());
    }
}
