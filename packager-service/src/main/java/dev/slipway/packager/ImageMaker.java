package dev.slipway.packager;

import dev.slipway.engine.ImageBuild;
import dev.slipway.engine.ImageBuildSpec;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.ImageReference;
import dev.slipway.events.Digest;
import dev.slipway.packager.domain.ImagePlan;
import dev.slipway.packager.port.ImageRegistry;
import dev.slipway.packager.port.RegistryException;
import dev.slipway.steplog.StepLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Builds the planned image on the engine and brings it into the registry. */
final class ImageMaker {

    private final ImageEngine images;
    private final ImageRegistry registry;
    private final String address;
    private final PackagingLimits limits;

    ImageMaker(ImageEngine images, ImageRegistry registry, String address, PackagingLimits limits) {
        this.images = images;
        this.registry = registry;
        this.address = address;
        this.limits = limits;
    }

    /** The image that an earlier attempt of the same run left in the registry. */
    Optional<Digest> pushedEarlier(ImagePlan plan) {
        String run = plan.labels().get(ImagePlan.RUN_LABEL);
        return registry.find(plan.repository(), plan.tag())
                .filter(image -> registry.labels(plan.repository(), image)
                        .getOrDefault(ImagePlan.RUN_LABEL, "")
                        .equals(run));
    }

    ImageBuild build(ImagePlan plan, BuildContext context, StepLog log) {
        String dockerfile = context.component().packaging().dockerfile();
        log.say("$ docker build -f " + dockerfile + " -t " + name(plan) + " "
                + context.component().path());
        ImageBuildSpec spec = new ImageBuildSpec(
                name(plan), dockerfile, plan.labels(), Map.of(), limits.time(), limits.memoryBytes());
        try (InputStream tar = context.tar()) {
            return images.build(spec, tar, line -> log.out((line + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uploads the built image and asks the registry whether it has it. */
    Digest push(ImagePlan plan, StepLog log) {
        log.say("$ docker push " + name(plan));
        Digest pushed = Digest.of(images.push(name(plan), null));
        if (!registry.find(plan.repository(), plan.tag()).equals(Optional.of(pushed))) {
            throw new RegistryException(name(plan) + " was pushed as " + pushed + ", but is not there", true, null);
        }
        return pushed;
    }

    private ImageReference name(ImagePlan plan) {
        return ImageReference.parse(address + "/" + plan.repository() + ":" + plan.tag());
    }
}
