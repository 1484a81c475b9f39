package dev.slipway.deployer;

import dev.slipway.deployer.domain.Deployment;
import dev.slipway.deployer.domain.DeploymentId;
import dev.slipway.deployer.domain.StackId;
import dev.slipway.events.Digest;
import dev.slipway.events.ImageReference;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import java.util.UUID;

/** Pushes to develop, and the deployments that follow. */
final class Pushes {

    static final Digest SOURCE = Digest.of("sha256:" + "5".repeat(64));

    private Pushes() {}

    static PipelineRun push(long sequence) {
        return new PipelineRun(
                new PipelineRunId(UUID.nameUUIDFromBytes(new byte[] {(byte) sequence})),
                "https://git.example.com/acme/web.git",
                "refs/heads/develop",
                "a".repeat(40),
                "develop-" + sequence,
                sequence);
    }

    static Deployment deployment(StackId stack, long sequence, ImageReference image) {
        return new Deployment(
                new DeploymentId(UUID.nameUUIDFromBytes(new byte[] {1, (byte) sequence})),
                push(sequence),
                "web",
                SOURCE,
                image,
                stack);
    }
}
