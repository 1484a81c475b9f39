package dev.slipway.builder.outbound.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.GitRepository;
import dev.slipway.builder.domain.AllowedRepositories;
import dev.slipway.builder.domain.RemoteRefs;
import dev.slipway.builder.domain.RemoteRefs.RemoteRef;
import dev.slipway.builder.port.SourceUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JGitRefLookupTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private GitRepository repository;

    @SuppressWarnings("NullAway.Init")
    private JGitRefLookup lookup;

    @BeforeEach
    void repository() throws Exception {
        repository = new GitRepository(folder.resolve("git/app"));
        lookup = new JGitRefLookup(
                new AllowedRepositories(List.of(folder.resolve("git"))), Duration.ofSeconds(5), GitAccess.NONE);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void branchesAndTagsAreListedWithTheCommitThatAnAnnotatedTagStandsFor() throws Exception {
        String revision = repository.with("a", "1").commit("First");
        repository.git().tag().setName("v1").setAnnotated(false).call();
        Ref annotated = repository
                .git()
                .tag()
                .setName("v1.1")
                .setAnnotated(true)
                .setMessage("v1.1")
                .setSigned(false)
                .call();

        assertThat(lookup.list(repository.url())).isInstanceOfSatisfying(RemoteRefs.Listed.class, listed -> {
            assertThat(listed.defaultRef()).isEqualTo("refs/heads/develop");
            assertThat(listed.refs())
                    .containsExactlyInAnyOrder(
                            new RemoteRef("refs/heads/develop", revision, revision),
                            new RemoteRef("refs/tags/v1", revision, revision),
                            new RemoteRef(
                                    "refs/tags/v1.1",
                                    String.valueOf(ObjectId.toString(annotated.getObjectId())),
                                    revision));
        });
    }

    @Test
    void repositoryWithoutACommitHasNoDefaultBranch() throws Exception {
        assertThat(lookup.list(repository.url())).isEqualTo(new RemoteRefs.Listed(null, List.of()));
    }

    @Test
    void repositoryThatIsNotThereIsRefused() throws Exception {
        assertThat(lookup.list("file://" + folder.resolve("git/gone"))).isInstanceOf(RemoteRefs.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc",
                "git://git.example.com/a",
                "ext::sh -c id",
                "https://user:secret@git.example.com/a",
                "https://127.0.0.1/a.git",
                "https://[::1]/a.git",
                "https://169.254.169.254/latest/meta-data",
                "ssh://-oProxyCommand=id/a"
            })
    void whatMayNotBeFetchedMayNotBeAskedEither(String url) throws Exception {
        assertThat(lookup.list(url))
                .isInstanceOfSatisfying(
                        RemoteRefs.Refused.class,
                        refused -> assertThat(refused.reason()).doesNotContain("secret"));
    }

    @Test
    void hostThatIsNotKnownIsWorthAnotherLook() {
        assertThatThrownBy(() -> lookup.list("https://nowhere.invalid/a.git"))
                .isInstanceOf(SourceUnavailableException.class);
    }
}
