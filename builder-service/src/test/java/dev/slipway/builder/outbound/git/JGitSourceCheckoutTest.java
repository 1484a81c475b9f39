package dev.slipway.builder.outbound.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.artifact.ArchiveLimits;
import dev.slipway.builder.GitRepository;
import dev.slipway.builder.domain.AllowedRepositories;
import dev.slipway.builder.domain.CheckoutResult;
import dev.slipway.builder.domain.CheckoutResult.CheckedOut;
import dev.slipway.builder.domain.CheckoutResult.Refused;
import dev.slipway.builder.domain.Source;
import dev.slipway.builder.port.SourceUnavailableException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.jgit.api.ResetCommand;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JGitSourceCheckoutTest {

    private static final String DEVELOP = "refs/heads/develop";
    private static final String UNKNOWN = "0123456789012345678901234567890123456789";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private GitRepository repository;

    @SuppressWarnings("NullAway.Init")
    private JGitSourceCheckout checkout;

    private int targets;

    @BeforeEach
    void repository() throws Exception {
        repository = new GitRepository(folder.resolve("git/app"));
        checkout = checkout(new ArchiveLimits(1 << 20, 100, 200));
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void branchIsCheckedOutWithoutGitFolder() throws Exception {
        String revision = repository
                .with("src/main.txt", "hello")
                .with("run.sh", "#!/bin/sh\n")
                .commit("First");

        CheckoutResult result = checkOut(DEVELOP, revision, null);

        assertThat(result).isEqualTo(new CheckedOut(List.of(revision.substring(0, 7) + " Ada: First")));
        assertThat(target().resolve("src/main.txt")).hasContent("hello");
        assertThat(target().resolve("run.sh")).isExecutable();
        assertThat(target().resolve(".git")).doesNotExist();
    }

    @Test
    void annotatedTagIsCheckedOut() throws Exception {
        String revision = repository.with("a", "1").commit("First");
        repository
                .git()
                .tag()
                .setName("v1.1")
                .setAnnotated(true)
                .setMessage("v1.1")
                .setSigned(false)
                .call();

        assertThat(checkOut("refs/tags/v1.1", revision, null)).isInstanceOf(CheckedOut.class);
    }

    @Test
    void changesAreTheCommitsSinceThePushBefore() throws Exception {
        String first = repository.with("a", "1").commit("First");
        repository.with("a", "2").commit("Second");
        String third = repository.with("a", "3").commit("Third");

        CheckoutResult result = checkOut(DEVELOP, third, first);

        assertThat(((CheckedOut) result).changes())
                .extracting(change -> change.substring(8))
                .containsExactly("Ada: Third", "Ada: Second");
    }

    @Test
    void olderRevisionOfTheRefIsCheckedOutAsItWas() throws Exception {
        String first = repository.with("a", "1").commit("First");
        repository.with("a", "2").commit("Second");

        checkOut(DEVELOP, first, null);

        assertThat(target().resolve("a")).hasContent("1");
    }

    @Test
    void whatWasFetchedOnceNeedsTheRepositoryNoMore() throws Exception {
        String revision = repository.with("a", "1").commit("First");
        checkOut(DEVELOP, revision, null);
        Files.move(folder.resolve("git/app/.git"), folder.resolve("git/app/away"));

        assertThat(checkOut(DEVELOP, revision, null)).isInstanceOf(CheckedOut.class);
    }

    @Test
    void revisionReplacedByForcedPushIsRefused() throws Exception {
        repository.with("a", "1").commit("First");
        String replaced = repository.with("a", "2").commit("Second");
        repository
                .git()
                .reset()
                .setMode(ResetCommand.ResetType.HARD)
                .setRef("HEAD~1")
                .call();

        assertThat(reason(checkOut(DEVELOP, replaced, null))).contains(replaced).contains("not part of " + DEVELOP);
    }

    @Test
    void unknownRefIsRefused() throws Exception {
        String revision = repository.with("a", "1").commit("First");

        assertThat(reason(checkOut("refs/heads/gone", revision, null))).contains("has no refs/heads/gone");
    }

    @Test
    void unknownRevisionIsRefused() throws Exception {
        repository.with("a", "1").commit("First");

        assertThat(reason(checkOut(DEVELOP, UNKNOWN, null))).contains(UNKNOWN);
    }

    @Test
    void folderWithoutRepositoryIsRefused() throws Exception {
        Files.createDirectories(folder.resolve("git/empty"));

        Source source = new Source("file://" + folder.resolve("git/empty"), DEVELOP, UNKNOWN, null);

        assertThat(reason(checkout.checkOut(source, target()))).contains("there is no repository");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refs/heads/--upload-pack=x y",
                "refs/notes/a",
                "develop",
                "refs/heads/../x",
                "refs/heads/a\nb",
                "--upload-pack=touch"
            })
    void hostileRefIsRefused(String ref) throws Exception {
        assertThat(reason(checkOut(ref, UNKNOWN, null))).contains("refs/heads/");
    }

    @Test
    void linkInsideIsKeptAsLink() throws Exception {
        String revision =
                repository.with("lib/a", "1").withLink("current", "lib/a").commit("First");

        checkOut(DEVELOP, revision, null);

        assertThat(Files.isSymbolicLink(target().resolve("current"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../../etc/passwd", "lib/../../outside"})
    void linkToTheOutsideIsRefused(String to) throws Exception {
        String revision = repository.withLink("evil", to).commit("First");

        assertThat(reason(checkOut(DEVELOP, revision, null))).contains("evil leads out of the repository");
        assertThat(Files.exists(target(), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void linkThatLeavesByWayOfAnotherLinkIsRefused() throws Exception {
        String revision = repository
                .with("d/x", "1")
                .withLink("d/up", "..")
                .withLink("evil", "d/up/..")
                .commit("First");

        assertThat(reason(checkOut(DEVELOP, revision, null))).contains("evil leads out of the repository");
    }

    @Test
    void treeBeyondItsLimitsIsRefused() throws Exception {
        String revision = repository.with("a", "123456").with("b", "123456").commit("First");

        checkout = checkout(new ArchiveLimits(10, 100, 200));
        assertThat(reason(checkOut(DEVELOP, revision, null))).contains("larger than");
        checkout = checkout(new ArchiveLimits(1000, 1, 200));
        assertThat(reason(checkOut(DEVELOP, revision, null))).contains("more than 1 files");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/a",
                "https://169.254.169.254/latest",
                "https://[::1]/a",
                "ssh://git@127.0.0.1/a"
            })
    void hostOfThisMachineOrItsCloudIsRefused(String url) throws Exception {
        Source source = new Source(url, DEVELOP, UNKNOWN, null);

        assertThat(reason(checkout.checkOut(source, target()))).contains("not a place for repositories");
    }

    @Test
    void hostThatDoesNotResolveIsWorthAnotherAttempt() {
        Source source = new Source("https://nowhere.invalid/a.git", DEVELOP, UNKNOWN, null);

        assertThatThrownBy(() -> checkout.checkOut(source, target()))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("nowhere.invalid");
    }

    private JGitSourceCheckout checkout(ArchiveLimits limits) {
        return new JGitSourceCheckout(
                folder.resolve("mirrors"),
                new AllowedRepositories(List.of(folder.resolve("git"))),
                new JGitSourceCheckout.Limits(
                        Duration.ofSeconds(5), Duration.ofMinutes(1), limits, Duration.ofDays(1), 1L << 30),
                GitAccess.NONE);
    }

    private CheckoutResult checkOut(String ref, String revision, @Nullable String before) throws Exception {
        targets++;
        return checkout.checkOut(new Source(repository.url(), ref, revision, before), target());
    }

    private Path target() {
        return folder.resolve("work" + targets).resolve("source");
    }

    private static String reason(CheckoutResult result) {
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused) result).reason();
    }
}
