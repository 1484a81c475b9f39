package dev.slipway.packager;

import dev.slipway.events.Digest;
import dev.slipway.events.Failure;
import dev.slipway.events.PipelineRun;
import dev.slipway.events.TestsPassed;
import dev.slipway.packager.domain.PublicationResult;
import dev.slipway.packager.domain.TagAdvance;
import dev.slipway.packager.domain.TagPlan;
import dev.slipway.packager.port.ImageRegistry;
import dev.slipway.packager.port.MovingTags;
import dev.slipway.packager.port.RegistryException;
import dev.slipway.runtime.RunInProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The story of publishing: the tested image, by digest, gets the tags that people use. Nothing is uploaded. */
public final class PublicationProcedure {

    private final ImageRegistry registry;
    private final ImageAttestations attestations;
    private final MovingTags movingTags;
    private final String address;

    /** @param site where images are built and go */
    public PublicationProcedure(PackagingSite site, MovingTags movingTags) {
        this.registry = site.registry();
        this.attestations = new ImageAttestations(site);
        this.movingTags = movingTags;
        this.address = site.address();
    }

    /** One attempt. May be repeated: tags that are right already are left. */
    public PublicationResult publish(RunInProgress<TestsPassed> run) {
        run.log()
                .say("publish " + run.event().image().pullable() + " as "
                        + run.pipelineRun().version());
        PublicationResult result;
        try {
            result = attempt(run);
        } catch (RegistryException e) {
            if (e.retryable()) {
                throw e;
            }
            result = new PublicationResult.Failed(Failure.error("registry", e.reason()));
        }
        run.log()
                .say(
                        switch (result) {
                            case PublicationResult.Published published ->
                                "published as " + String.join(", ", published.tags());
                            case PublicationResult.Failed failed ->
                                "publication failed: " + failed.failure().reason();
                        });
        return result;
    }

    private PublicationResult attempt(RunInProgress<TestsPassed> run) {
        String name = run.event().image().name();
        if (!name.startsWith(address + "/")) {
            return failed(Failure.error("registry", name + " is not in the registry " + address));
        }
        String repository = name.substring(address.length() + 1);
        Digest image = run.event().image().digest();
        TagPlan plan = TagPlan.of(run.pipelineRun());
        List<String> tags = new ArrayList<>();
        Optional<Digest> taken = registry.find(repository, plan.permanent());
        if (taken.isPresent() && !taken.get().equals(image)) {
            return failed(Failure.failure(
                    "tag " + plan.permanent(),
                    repository + ":" + plan.permanent() + " already names " + taken.get()
                            + " and is never given to another"
                            + (plan.moving().isPresent()
                                    ? " image; does another branch have almost this name?"
                                    : " image; release under a new tag, or delete this one in the registry first")));
        }
        List<Digest> attached = attestations.attach(repository, run.event().image());
        run.log().say("attached a bill of materials and a provenance");
        tag(run, repository, image, plan.permanent());
        tags.add(plan.permanent());
        return plan.moving().isPresent()
                ? move(run, repository, plan.moving().get(), tags, attached)
                : new PublicationResult.Published(tags, attached);
    }

    private PublicationResult move(
            RunInProgress<TestsPassed> run,
            String repository,
            String moving,
            List<String> tags,
            List<Digest> attached) {
        PipelineRun pipelineRun = run.pipelineRun();
        String owner = pipelineRun.repository() + " " + pipelineRun.ref();
        switch (movingTags.advance(repository, moving, owner, pipelineRun.sequence())) {
            case TagAdvance.Granted granted -> {
                tag(run, repository, run.event().image().digest(), moving);
                tags.add(moving);
            }
            case TagAdvance.Overtaken(long latest) -> run.log().say(moving + " stays with the newer push " + latest);
            case TagAdvance.Foreign(String other) -> {
                return failed(Failure.failure(
                        "tag " + moving,
                        repository + ":" + moving + " follows " + other
                                + "; give the image another name in slipway.yml or rename the ref"));
            }
        }
        return new PublicationResult.Published(tags, attached);
    }

    private void tag(RunInProgress<TestsPassed> run, String repository, Digest image, String tag) {
        registry.tag(repository, image, tag);
        run.log().say("tagged " + address + "/" + repository + ":" + tag);
    }

    private static PublicationResult failed(Failure failure) {
        return new PublicationResult.Failed(failure);
    }
}
