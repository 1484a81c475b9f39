package dev.slipway.packager.domain;

import dev.slipway.events.Digest;
import dev.slipway.pipelinefile.Packaging;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything an image is made from, as one digest: the same input needs no second build. Values of secrets are not in it,
 * as they are not in BuildKit's own cache.
 */
public record ImageInput(Digest digest) {

    /**
     * @param ref what was pushed: an image says in its labels which branch or tag it is of, so it is not shared between
     *     them
     * @param context digest of all files of the build context
     * @param bases what each image that the Dockerfile names stands for now
     */
    public static ImageInput of(String ref, Packaging packaging, Digest context, Map<String, String> bases) {
        // records and sorted maps print the same for the same content
        String text = String.join(
                "\n",
                "1",
                ref,
                context.value(),
                packaging.image(),
                packaging.dockerfile(),
                String.valueOf(packaging.target()),
                new TreeMap<>(packaging.args()).toString(),
                packaging.secrets().toString(),
                packaging.platforms().toString(),
                new TreeMap<>(bases).toString());
        return new ImageInput(Digest.ofText(text));
    }
}
