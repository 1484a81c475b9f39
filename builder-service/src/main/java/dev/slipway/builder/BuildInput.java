package dev.slipway.builder;

import dev.slipway.events.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.stream.Stream;

/**
 * Everything that can change what a build leaves, as one digest: repository, component, its folder, the builder image by
 * content, and of the pipeline file what the container gets. Not the bounds of the build, which only decide whether it
 * ends, and not what secrets and caches hold.
 */
final class BuildInput {

    private BuildInput() {}

    static Digest of(String repository, BuildPlan plan, ComponentSource source, Digest builder) {
        boolean namesTheRun = source.namesTheRun()
                || Stream.concat(plan.lines().stream(), plan.env().values().stream())
                        .anyMatch(ComponentSource::namesTheRun);
        MessageDigest digest = Digest.sha256();
        add(digest, repository, plan.component(), source.digest().value(), builder.value(), plan.folder());
        plan.env().forEach((name, value) -> add(digest, "env", name, value));
        plan.lines().forEach(line -> add(digest, "run", line));
        plan.artifacts().forEach(pattern -> add(digest, "artifact", pattern));
        plan.secrets().forEach(name -> add(digest, "secret", name));
        plan.caches().forEach(folder -> add(digest, "cache", folder));
        if (namesTheRun) {
            plan.given().forEach((name, value) -> add(digest, "given", name, value));
        }
        return Digest.of(digest);
    }

    /** With their lengths: no two lists of texts run into the same bytes. */
    private static void add(MessageDigest digest, String... texts) {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
    }
}
