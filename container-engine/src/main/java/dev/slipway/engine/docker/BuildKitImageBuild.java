package dev.slipway.engine.docker;

import dev.slipway.engine.Dockerfile;
import dev.slipway.engine.ImageBuild;
import dev.slipway.engine.ImageBuildSpec;
import dev.slipway.engine.docker.BuildKitProgress.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One build with the engine's BuildKit, through {@link Buildx}. */
final class BuildKitImageBuild implements ImageBuilder {

    /** What stands in front of the sentence that matters. */
    private static final Pattern WRAPPING = Pattern.compile("(?:ERROR: |failed to solve(?: with frontend \\S+)?: "
            + "|rpc error: code = \\w+ desc = |failed to create LLB definition: )+");

    private final DockerConnection docker;
    private final Buildx buildx;

    BuildKitImageBuild(DockerConnection docker, Buildx buildx) {
        this.docker = docker;
        this.buildx = buildx;
    }

    @Override
    public ImageBuild build(ImageBuildSpec spec, Path context, Consumer<String> output) {
        try {
            Dockerfile dockerfile = Dockerfile.parse(Files.readString(context.resolve(spec.dockerfile())));
            Optional<ImageBuild> refusal = refusal(spec, dockerfile);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            try (SyntaxDirective directive = SyntaxDirective.of(context, spec.dockerfile())) {
                if (directive.setAside() != null) {
                    output.accept("# syntax=" + directive.setAside()
                            + " is set aside: the frontend built into the engine reads the Dockerfile");
                }
                return run(spec, arguments(spec, directive.file(), context), output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ImageBuild> refusal(ImageBuildSpec spec, Dockerfile dockerfile) {
        String syntax = dockerfile.syntax();
        if (syntax != null && !SyntaxDirective.isDockersOwn(syntax)) {
            return Optional.of(new ImageBuild.Failed(
                    "# syntax=" + syntax,
                    "a foreign frontend would see context and secrets and is not run; remove the line"));
        }
        return new Platforms(docker).refusal(spec.platforms());
    }

    private static List<String> arguments(ImageBuildSpec spec, Path dockerfile, Path context) {
        List<String> arguments = new ArrayList<>(List.of("build", "--progress", "rawjson", "--provenance", "false"));
        arguments.addAll(
                List.of("--tag", spec.tag().toString(), "--file", dockerfile.toString(), "--cache-to", "type=inline"));
        if (spec.target() != null) {
            arguments.addAll(List.of("--target", spec.target()));
        }
        spec.labels().forEach((key, value) -> arguments.addAll(List.of("--label", key + "=" + value)));
        spec.buildArgs().forEach((key, value) -> arguments.addAll(List.of("--build-arg", key + "=" + value)));
        spec.secrets().forEach((id, file) -> arguments.addAll(List.of("--secret", "id=" + id + ",src=" + file)));
        spec.platforms().forEach(platform -> arguments.addAll(List.of("--platform", platform)));
        spec.cacheFrom().forEach(image -> arguments.addAll(List.of("--cache-from", "type=registry,ref=" + image)));
        arguments.add(context.toString());
        return arguments;
    }

    private ImageBuild run(ImageBuildSpec spec, List<String> arguments, Consumer<String> output) {
        String operation = "build " + spec.tag();
        BuildKitProgress progress = new BuildKitProgress(output);
        Process process = buildx.start(arguments);
        try {
            FutureTask<Integer> end = new FutureTask<>(() -> readToEnd(process, progress));
            Thread.ofVirtual().name("buildx-output").start(end);
            int exitCode = end.get(spec.limit().toMillis(), TimeUnit.MILLISECONDS);
            return exitCode == 0 ? built(spec) : failed(operation, progress);
        } catch (TimeoutException e) {
            return new ImageBuild.TimeLimitExceeded(spec.limit());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EngineCall.retryable(operation, "interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException thrown
                    ? thrown
                    : EngineCall.retryable(operation, "the output of docker-buildx cannot be read", e);
        } finally {
            Buildx.kill(process);
        }
    }

    private static int readToEnd(Process process, BuildKitProgress progress) throws IOException, InterruptedException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                progress.line(line);
            }
        }
        return process.waitFor();
    }

    private ImageBuild built(ImageBuildSpec spec) {
        return new ImageBuild.Built(EngineCall.ask(
                "look at image " + spec.tag(),
                () -> Objects.requireNonNull(docker.questions()
                        .inspectImageCmd(spec.tag().toString())
                        .exec()
                        .getId())));
    }

    /** A step that failed is the user's; an engine that vanished or never answered is ours. */
    private static ImageBuild failed(String operation, BuildKitProgress progress) {
        Optional<Step> step = progress.failed();
        String reason = WRAPPING.matcher(progress.ownWords()).replaceAll("");
        if (!progress.hasBegun() || (step.isEmpty() && progress.isCutShort())) {
            throw EngineCall.retryable(operation, reason, null);
        }
        return step.map(it -> new ImageBuild.Failed(stepName(it), String.valueOf(it.error())))
                .orElseGet(() -> new ImageBuild.Failed("Dockerfile", reason));
    }

    /** The step in which BuildKit asks for a base image is the {@code FROM} that names it. */
    private static String stepName(Step step) {
        String name = step.instruction();
        return name.startsWith("load metadata for ") ? "FROM " + name.substring("load metadata for ".length()) : name;
    }
}
