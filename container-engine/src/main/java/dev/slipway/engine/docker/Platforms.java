package dev.slipway.engine.docker;

import com.github.dockerjava.api.model.Version;
import dev.slipway.engine.ImageBuild;
import java.util.List;
import java.util.Optional;

/** For which platforms the engine can build: its own. Another one's commands would need an emulator in the kernel. */
record Platforms(DockerConnection docker) {

    /** @param wanted empty for the engine's own, without asking it */
    Optional<ImageBuild> refusal(List<String> wanted) {
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Version version = EngineCall.ask(
                "ask for the engine's platform",
                () -> docker.questions().versionCmd().exec());
        String own = version.getOperatingSystem() + "/" + version.getArch();
        return wanted.equals(List.of(own))
                ? Optional.empty()
                : Optional.of(new ImageBuild.Failed(
                        "platforms",
                        "the engine builds for " + own + " only, not for " + String.join(", ", wanted)
                                + "; remove package.platforms, or write [ " + own + " ]"));
    }
}
