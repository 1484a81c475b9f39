package dev.slipway.packager;

import dev.slipway.engine.Dockerfile;
import dev.slipway.engine.Dockerfile.Base;
import dev.slipway.engine.ImageAvailability;
import dev.slipway.engine.ImageDetails;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.ImageReference;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.packager.domain.ImagePlan;
import dev.slipway.pipelinefile.Packaging;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The images that a Dockerfile names, brought to the engine before the build: then it is known what the names stand for,
 * and a name that nobody has is told from a registry that is down.
 */
record BaseImages(ImageEngine engine, RegistryLogins logins) {

    /** What was found. */
    sealed interface Found {

        /**
         * @param ids what each name stands for
         * @param all whether every name could be told before the build
         * @param foundation the image that the new one stands on
         */
        record Present(Map<String, String> ids, boolean all, Optional<Foundation> foundation) implements Found {

            public Present {
                ids = Map.copyOf(ids);
            }

            ImagePlan under(ImagePlan plan) {
                return foundation
                        .map(base -> plan.onBase(
                                base.name().toString(), base.digest().orElse(null)))
                        .orElse(plan);
            }
        }

        record Missing(String name) implements Found {}
    }

    /** @param digest of its manifest, if it came from a registry */
    record Foundation(ImageReference name, Optional<String> digest) {}

    Found ensure(Dockerfile dockerfile, Packaging packaging) {
        Map<String, String> ids = new LinkedHashMap<>();
        boolean all = true;
        Optional<ImageReference> base = dockerfile.base(packaging.args(), packaging.target());
        Optional<Foundation> foundation = Optional.empty();
        for (Base named : dockerfile.bases(packaging.args())) {
            if (named.reference().isEmpty()) {
                all = false;
                continue;
            }
            ImageReference reference = named.reference().get();
            switch (engine.ensureImage(reference, logins.at(reference.registry()))) {
                case ImageAvailability.Missing missing -> {
                    return new Found.Missing(named.written());
                }
                case ImageAvailability.Present present -> {
                    ids.put(named.written(), present.image().id());
                    if (base.filter(reference::equals).isPresent()) {
                        foundation = Optional.of(new Foundation(reference, digest(reference, present.image())));
                    }
                }
            }
        }
        return new Found.Present(ids, all, foundation);
    }

    private static Optional<String> digest(ImageReference reference, ImageDetails image) {
        return image.repoDigests().stream()
                .filter(digest -> digest.startsWith(reference.name() + "@"))
                .map(digest -> digest.substring(digest.indexOf('@') + 1))
                .findFirst();
    }
}
