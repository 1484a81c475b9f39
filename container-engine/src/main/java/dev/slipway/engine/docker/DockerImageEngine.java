package dev.slipway.engine.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.command.PushImageCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.PushResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import dev.slipway.engine.ContainerEngineException;
import dev.slipway.engine.ImageAvailability;
import dev.slipway.engine.ImageBuild;
import dev.slipway.engine.ImageBuildSpec;
import dev.slipway.engine.ImageDetails;
import dev.slipway.engine.ImageEngine;
import dev.slipway.engine.ImageReference;
import dev.slipway.engine.Labels;
import dev.slipway.engine.RegistryCredentials;
import dev.slipway.engine.RegistryLogins;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Images on a Docker engine and in registries. */
public final class DockerImageEngine implements ImageEngine {

    private final DockerConnection docker;
    private final ImageBuilder builder;
    private final RegistryLogins logins;

    /** With the engine's classic builder. */
    public DockerImageEngine(DockerConnection docker) {
        this(docker, new ClassicImageBuild(docker), RegistryLogins.NONE);
    }

    private DockerImageEngine(DockerConnection docker, ImageBuilder builder, RegistryLogins logins) {
        this.docker = docker;
        this.builder = builder;
        this.logins = logins;
    }

    /**
     * @param docker closed by the caller, after the last call
     * @param buildx the way to BuildKit; null to build with the classic builder
     * @param logins for base images
     */
    public static DockerImageEngine with(DockerConnection docker, @Nullable Buildx buildx, RegistryLogins logins) {
        ImageBuilder builder = buildx == null ? new ClassicImageBuild(docker) : new BuildKitImageBuild(docker, buildx);
        return new DockerImageEngine(docker, builder, logins);
    }

    @Override
    public ImageBuild build(ImageBuildSpec spec, Path context, Consumer<String> output) {
        ImageBuild result = builder.build(spec, context, output);
        if (result instanceof ImageBuild.Failed failed) {
            // a base image may be missing because its name is wrong or because its registry is down: ask, do not guess
            BuildOutput.baseOf(failed.step()).ifPresent(base -> ensureImage(base, logins.at(base.registry())));
        }
        return result instanceof ImageBuild.Built && claimsOwnership(spec.tag()) ? withdrawn(spec.tag()) : result;
    }

    /** Containers inherit labels: an image with ours could have the containers of others reaped. */
    private boolean claimsOwnership(ImageReference image) {
        return inspect(image)
                .filter(it -> !Collections.disjoint(it.labels().keySet(), Labels.ALL))
                .isPresent();
    }

    private ImageBuild withdrawn(ImageReference image) {
        removeImage(image);
        return new ImageBuild.Failed("LABEL", "the labels " + new TreeSet<>(Labels.ALL) + " are reserved");
    }

    @Override
    public String push(ImageReference reference, @Nullable RegistryCredentials credentials) {
        String operation = "push " + reference;
        AtomicReference<@Nullable String> digest = new AtomicReference<>();
        AnswerStream<PushResponseItem> answers = new AnswerStream<>(operation, item -> {
            refuseError(operation, item);
            if (item.getAux() != null && item.getAux().getDigest() != null) {
                digest.set(item.getAux().getDigest());
            }
        });
        PushImageCmd command = docker.streams()
                .pushImageCmd(reference.name())
                .withTag(reference.tagOrLatest())
                .withAuthConfig(authConfig(credentials));
        command.exec(answers);
        answers.await();
        String pushed = digest.get();
        if (pushed == null) {
            throw EngineCall.retryable(operation, "the engine reported no digest", null);
        }
        return pushed;
    }

    private static AuthConfig authConfig(@Nullable RegistryCredentials credentials) {
        AuthConfig auth = new AuthConfig();
        return credentials == null
                ? auth
                : auth.withUsername(credentials.username()).withPassword(credentials.password());
    }

    /** Errors in the middle of an answer carry no status code, so any of them may pass with time. */
    private static void refuseError(String operation, ResponseItem item) {
        if (item.isErrorIndicated()) {
            ResponseItem.ErrorDetail detail = item.getErrorDetail();
            String message = detail == null ? item.getError() : detail.getMessage();
            throw EngineCall.retryable(operation, String.valueOf(message), null);
        }
    }

    @Override
    public void tag(String source, ImageReference target) {
        EngineCall.run(
                "tag " + source + " as " + target,
                () -> docker.questions()
                        .tagImageCmd(source, target.name(), target.tagOrLatest())
                        .withForce(true)
                        .exec());
    }

    @Override
    public Optional<ImageDetails> inspect(ImageReference reference) {
        return EngineCall.look(
                        "look at image " + reference,
                        () -> docker.questions()
                                .inspectImageCmd(name(reference))
                                .exec())
                .map(DockerImageEngine::details);
    }

    private static ImageDetails details(InspectImageResponse image) {
        Map<String, String> labels =
                image.getConfig() == null ? null : image.getConfig().getLabels();
        return new ImageDetails(
                Objects.requireNonNull(image.getId()),
                Objects.requireNonNullElse(image.getRepoDigests(), List.<String>of()),
                Objects.requireNonNullElse(labels, Map.<String, String>of()),
                Objects.requireNonNullElse(image.getSize(), 0L));
    }

    @Override
    public ImageAvailability ensureImage(ImageReference reference, @Nullable RegistryCredentials credentials) {
        Optional<ImageDetails> local = inspect(reference);
        if (local.isEmpty() && pull(reference, credentials)) {
            local = inspect(reference);
        }
        return local.<ImageAvailability>map(ImageAvailability.Present::new)
                .orElseGet(() -> new ImageAvailability.Missing(reference));
    }

    /** @return false when the registry does not have it */
    private boolean pull(ImageReference reference, @Nullable RegistryCredentials credentials) {
        String operation = "pull " + reference;
        AnswerStream<PullResponseItem> answers = new AnswerStream<>(operation, item -> refuseError(operation, item));
        PullImageCmd command = docker.streams()
                .pullImageCmd(reference.name())
                .withTag(reference.digest() == null ? reference.tagOrLatest() : reference.digest())
                .withAuthConfig(authConfig(credentials));
        try {
            command.exec(answers);
            answers.await();
            return true;
        } catch (ContainerEngineException e) {
            if (e.getCause() instanceof NotFoundException) {
                return false;
            }
            throw e;
        }
    }

    /** By content when the digest is known, whatever the tag says. */
    private static String name(ImageReference reference) {
        return reference.digest() == null
                ? reference.name() + ":" + reference.tagOrLatest()
                : reference.name() + "@" + reference.digest();
    }

    @Override
    public void removeImage(ImageReference reference) {
        EngineCall.run("remove image " + reference, () -> {
            try {
                docker.questions().removeImageCmd(name(reference)).exec();
            } catch (NotFoundException | ConflictException e) {
                // gone, or (409) a container needs it
                return;
            }
        });
    }

    @Override
    public Map<String, byte[]> read(ImageReference reference, List<String> paths) {
        return new ImageFiles(docker).read(name(reference), paths);
    }

    @Override
    public Map<ImageReference, Instant> labelled(String label) {
        Map<ImageReference, Instant> found = new LinkedHashMap<>();
        for (Image image : EngineCall.ask(
                "list images with the label " + label,
                () -> docker.questions().listImagesCmd().withLabelFilter(label).exec())) {
            for (String name : Objects.requireNonNullElse(image.getRepoTags(), new String[0])) {
                // an image without a name is listed as <none>:<none>
                if (!name.startsWith("<")) {
                    found.put(ImageReference.parse(name), Instant.ofEpochSecond(image.getCreated()));
                }
            }
        }
        return found;
    }
}
