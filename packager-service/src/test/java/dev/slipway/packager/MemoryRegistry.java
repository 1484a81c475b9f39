package dev.slipway.packager;

import dev.slipway.events.Digest;
import dev.slipway.packager.domain.Attestation;
import dev.slipway.packager.domain.TagAdvance;
import dev.slipway.packager.port.ImageRegistry;
import dev.slipway.packager.port.MovingTags;
import dev.slipway.packager.port.RegistryException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A registry with its memory of moving tags. */
final class MemoryRegistry implements ImageRegistry, MovingTags {

    private record Owned(String owner, long sequence) {}

    private final Map<Digest, Map<String, String>> images = new HashMap<>();
    private final Map<String, Digest> tags = new HashMap<>();
    private final Map<String, Attestation> attached = new HashMap<>();
    private final Map<String, Owned> moving = new HashMap<>();

    void add(String repository, String tag, Digest image, Map<String, String> labels) {
        images.put(image, labels);
        tags.put(repository + ":" + tag, image);
    }

    @Override
    public Optional<Digest> find(String repository, String tag) {
        return Optional.ofNullable(tags.get(repository + ":" + tag));
    }

    @Override
    public Map<String, String> labels(String repository, Digest image) {
        return Optional.ofNullable(images.get(image))
                .orElseThrow(() -> new RegistryException("no such image", false, null));
    }

    @Override
    public void tag(String repository, Digest image, String tag) {
        labels(repository, image);
        tags.put(repository + ":" + tag, image);
    }

    @Override
    public Digest attach(String repository, Digest image, Attestation attestation) {
        labels(repository, image);
        attached.put(attestation.mediaType(), attestation);
        return Digest.ofHex("%064x".formatted(attestation.mediaType().hashCode() & 0xFFFFFFFFL));
    }

    /** What is kept beside the images, by media type. */
    Map<String, Attestation> attached() {
        return attached;
    }

    @Override
    public TagAdvance advance(String repository, String tag, String owner, long sequence) {
        Owned known = moving.computeIfAbsent(repository + ":" + tag, key -> new Owned(owner, sequence));
        TagAdvance advance = TagAdvance.decide(owner, sequence, known.owner(), known.sequence());
        if (advance instanceof TagAdvance.Granted) {
            moving.put(repository + ":" + tag, new Owned(owner, sequence));
        }
        return advance;
    }
}
