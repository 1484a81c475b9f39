package dev.slipway.engine.docker;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import dev.slipway.engine.ContainerEngineException;
import dev.slipway.engine.Dockerfile;
import dev.slipway.engine.ImageBuild;
import dev.slipway.engine.ImageBuildSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One build with the engine's classic builder. */
final class ClassicImageBuild implements ImageBuilder {

    private final DockerConnection docker;

    ClassicImageBuild(DockerConnection docker) {
        this.docker = docker;
    }

    @Override
    public ImageBuild build(ImageBuildSpec spec, Path context, Consumer<String> output) {
        Optional<ImageBuild> refusal = refusal(spec, context);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        try (InputStream tar = ContextTar.of(context, spec.dockerfile())) {
            return build(spec, tar, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ImageBuild> refusal(ImageBuildSpec spec, Path context) {
        if (!spec.secrets().isEmpty()) {
            return Optional.of(needsBuildKit("secrets"));
        }
        try {
            return Dockerfile.parse(Files.readString(context.resolve(spec.dockerfile())))
                    .needsBuildKit()
                    .map(instruction -> needsBuildKit(instruction.toString()))
                    .or(() -> new Platforms(docker).refusal(spec.platforms()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ImageBuild needsBuildKit(String what) {
        return new ImageBuild.Failed(
                what, "this takes BuildKit; install docker-buildx 0.13 or newer beside the packager and restart it");
    }

    private ImageBuild build(ImageBuildSpec spec, InputStream contextTar, Consumer<String> lines) {
        String operation = "build " + spec.tag();
        Attempt attempt = new Attempt(new BuildOutput(lines));
        AnswerStream<BuildResponseItem> answers = new AnswerStream<>(operation, attempt::accept);
        try (answers) {
            command(spec, contextTar).exec(answers);
            if (!answers.await(spec.limit())) {
                // closing the connection cancels the build
                return new ImageBuild.TimeLimitExceeded(spec.limit());
            }
        } catch (ContainerEngineException e) {
            if (e.getCause() instanceof BadRequestException mistake) {
                return new ImageBuild.Failed("Dockerfile", String.valueOf(mistake.getMessage()));
            }
            throw e;
        }
        return attempt.result(operation);
    }

    private BuildImageCmd command(ImageBuildSpec spec, InputStream contextTar) {
        BuildImageCmd command = docker.streams()
                .buildImageCmd(contextTar)
                .withDockerfilePath(spec.dockerfile())
                .withTags(Set.of(spec.tag().toString()))
                .withLabels(spec.labels())
                .withMemory(spec.memoryBytes())
                .withMemswap(spec.memoryBytes())
                .withRemove(true)
                .withForcerm(true);
        if (spec.target() != null) {
            command.withTarget(spec.target());
        }
        spec.buildArgs().forEach(command::withBuildArg);
        return command;
    }

    /** What the answers said so far; used by one thread at a time. */
    private static final class Attempt {
        private final BuildOutput output;
        private @Nullable String imageId;
        private @Nullable String error;

        Attempt(BuildOutput output) {
            this.output = output;
        }

        synchronized void accept(BuildResponseItem item) {
            if (item.getStream() != null) {
                output.add(item.getStream());
            }
            // docker-java's own type for this part knows only what a push says
            if (item.getRawValues().get("aux") instanceof Map<?, ?> aux && aux.get("ID") instanceof String id) {
                imageId = id;
            }
            if (item.isErrorIndicated()) {
                ResponseItem.ErrorDetail detail = item.getErrorDetail();
                error = detail == null ? item.getError() : detail.getMessage();
            }
        }

        synchronized ImageBuild result(String operation) {
            output.finish();
            if (error != null) {
                return new ImageBuild.Failed(output.step(), error);
            }
            if (imageId == null) {
                throw EngineCall.retryable(operation, "the engine's answer ended without an image", null);
            }
            return new ImageBuild.Built(Objects.requireNonNull(imageId));
        }
    }
}
