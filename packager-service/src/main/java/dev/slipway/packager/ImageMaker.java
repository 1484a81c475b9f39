package dev.slipway.packager;

import dev.slipway.engine.ImageBuild;
import dev.slipway.engine.ImageBuildSpec;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.ImageReference;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.events.Digest;
import dev.slipway.packager.domain.ImagePlan;
import dev.slipway.packager.port.ImageRegistry;
import dev.slipway.packager.port.RegistryException;
import dev.slipway.pipelinefile.Packaging;
import dev.slipway.steplog.StepLog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Builds the planned image on the engine and brings it into the registry. */
final class ImageMaker {

    private final ImageEngine images;
    private final ImageRegistry registry;
    private final RegistryLogins logins;
    private final String address;
    private final PackagingLimits limits;
    /** What this process has built before: its engine has the steps, and the registry need not be asked for them. */
    private final Set<String> warm = ConcurrentHashMap.newKeySet();

    ImageMaker(
            ImageEngine images, ImageRegistry registry, RegistryLogins logins, String address, PackagingLimits limits) {
        this.images = images;
        this.registry = registry;
        this.logins = logins;
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

    /** Gives an image that is in the registry the run's tag too. */
    boolean reuse(ImagePlan plan, Digest image) {
        if (registry.find(plan.repository(), image.value()).isEmpty()) {
            return false;
        }
        registry.tag(plan.repository(), image, plan.tag());
        return true;
    }

    /** @param cached tag of an image of the same branch, whose steps may be of use */
    ImageBuild build(ImagePlan plan, BuildContext context, BuildSecrets secrets, String cached, StepLog log) {
        Packaging packaging = context.component().packaging();
        List<ImageReference> cacheFrom = warm.contains(plan.repository())
                ? List.of()
                : List.of(name(plan).withTag(cached));
        log.say("$ docker build -f " + packaging.dockerfile() + " -t " + name(plan)
                + (packaging.target() == null ? "" : " --target " + packaging.target()) + " "
                + context.component().path());
        ImageBuildSpec spec = ImageBuildSpec.of(name(plan), packaging.dockerfile(), limits.time(), limits.memoryBytes())
                .withTarget(packaging.target())
                .withLabels(plan.labels())
                .withBuildArgs(packaging.args())
                .withSecrets(secrets.files())
                .withPlatforms(packaging.platforms())
                .withCacheFrom(cacheFrom);
        ImageBuild result = images.build(
                spec,
                context.folder(),
                line -> log.out((secrets.mask().apply(line) + "\n").getBytes(StandardCharsets.UTF_8)));
        warm.add(plan.repository());
        return result instanceof ImageBuild.Failed(String step, String message)
                ? new ImageBuild.Failed(
                        secrets.mask().apply(step), secrets.mask().apply(message))
                : result;
    }

    /** Uploads the built image and asks the registry whether it has it. */
    Digest push(ImagePlan plan, StepLog log) {
        log.say("$ docker push " + name(plan));
        Digest pushed = Digest.of(images.push(name(plan), logins.at(address)));
        if (!registry.find(plan.repository(), plan.tag()).equals(Optional.of(pushed))) {
            throw new RegistryException(name(plan) + " was pushed as " + pushed + ", but is not there", true, null);
        }
        return pushed;
    }

    private ImageReference name(ImagePlan plan) {
        return ImageReference.parse(address + "/" + plan.repository() + ":" + plan.tag());
    }
}
