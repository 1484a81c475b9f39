package dev.slipway.deployer.outbound.persistence;

import dev.slipway.deployer.domain.DeploymentId;
import dev.slipway.deployer.domain.Release;
import dev.slipway.deployer.domain.RenderedStack;
import dev.slipway.deployer.domain.StackId;
import dev.slipway.deployer.port.ReleaseHistory;
import dev.slipway.events.Digest;
import dev.slipway.events.ImageReference;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.PipelineRunId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Releases, and which of them serves where. */
@ApplicationScoped
public class Releases implements ReleaseHistory, PanacheRepositoryBase<ReleaseEntity, UUID> {

    private final EnvironmentStacks stacks;
    private final Clock clock = Clock.systemUTC();

    public Releases(EnvironmentStacks stacks) {
        this.stacks = stacks;
    }

    @Override
    @Transactional
    public Optional<Release> current(StackId stack) {
        return stacks.find(stack).map(serving -> release(findById(serving.release)));
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void prepare(Release release) {
        ReleaseEntity row = new ReleaseEntity();
        row.id = release.id().value();
        row.environment = release.stack().environment();
        row.stack = release.stack().stack();
        PipelineRun run = release.pipelineRun();
        row.pipelineRun = run.id().value();
        row.repository = run.repository();
        row.ref = run.ref();
        row.revision = run.revision();
        row.version = run.version();
        row.sequence = run.sequence();
        row.component = release.component();
        row.imageName = release.image().name();
        row.imageDigest = release.image().digest().value();
        row.application = release.rendered().application();
        row.loadBalancer = release.rendered().loadBalancer();
        row.rendered = release.rendered().tree();
        row.preparedAt = clock.instant();
        getEntityManager().merge(row);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void confirm(StackId stack, PipelineRunId run) {
        ReleaseEntity release = find(
                        "environment = ?1 and stack = ?2 and pipelineRun = ?3",
                        Sort.descending("preparedAt"),
                        stack.environment(),
                        stack.stack(),
                        run.value())
                .firstResultOptional()
                .orElseThrow(() -> new IllegalStateException("nothing was prepared for " + stack + " by " + run));
        EnvironmentStackEntity serving = stacks.find(stack).orElseGet(() -> {
            EnvironmentStackEntity first = new EnvironmentStackEntity();
            first.environment = stack.environment();
            first.stack = stack.stack();
            return first;
        });
        serving.previousImage = serving.image;
        serving.image = release.imageName + "@" + release.imageDigest;
        serving.sequence = release.sequence;
        serving.component = release.component;
        serving.release = release.id;
        serving.deployedAt = clock.instant();
        stacks.persist(serving);
    }

    private static Release release(ReleaseEntity row) {
        return new Release(
                new DeploymentId(row.id),
                new StackId(row.environment, row.stack),
                new PipelineRun(
                        new PipelineRunId(row.pipelineRun),
                        row.repository,
                        row.ref,
                        row.revision,
                        row.version,
                        row.sequence),
                row.component,
                new ImageReference(row.imageName, Digest.of(row.imageDigest)),
                new RenderedStack(row.application, row.loadBalancer, row.rendered));
    }
}
