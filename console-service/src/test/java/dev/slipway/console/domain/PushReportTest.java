package dev.slipway.console.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushReportTest {

    private static final String ID = "8d5f6c0e-8a0c-4b43-9d58-1f9a1a1c2b3d";
    private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";
    private static final String NONE = "0".repeat(40);
    private static final String REPOSITORY = "https://git.example.com/acme/app.git";

    @Test
    void pushInOrderIsAccepted() {
        assertThat(accepted(report(REPOSITORY, "refs/heads/main", REVISION, REVISION))
                        .change())
                .isEqualTo(new Push.Change.Moved(REVISION, REVISION, REVISION));
    }

    @Test
    void allZeroBeforeIsANewRef() {
        assertThat(accepted(report(REPOSITORY, "refs/tags/v1", NONE, REVISION)).change())
                .isEqualTo(new Push.Change.Moved(null, REVISION, REVISION));
    }

    @Test
    void allZeroAfterIsADeletedRef() {
        assertThat(accepted(report(REPOSITORY, "refs/heads/main", REVISION, NONE))
                        .change())
                .isEqualTo(new Push.Change.Deleted(REVISION));
    }

    @Test
    void fromNothingToNothingIsNoPush() {
        assertThat(problems(report(REPOSITORY, "refs/heads/main", NONE, NONE)))
                .extracting(Problem::field)
                .containsExactly("after");
    }

    @Test
    void everyProblemIsNamedAtOnce() {
        PushReport report = new PushReport("1", "ftp://x", "main", null, "HEAD", null, "a\u001b[31m", "yesterday");

        assertThat(problems(report))
                .extracting(Problem::field)
                .containsExactly("id", "repository", "ref", "before", "after", "pusher", "time");
        assertThat(problems(report)).extracting(Problem::found).contains("nothing", "a\uFFFD[31m");
    }

    @Test
    void problemShowsALongValueShortened() {
        PushReport report = report(REPOSITORY, "refs/heads/" + "x".repeat(5000), REVISION, REVISION);

        assertThat(problems(report).getFirst().found()).hasSize(81);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--upload-pack=x",
                "refs/heads/",
                "refs/heads/-b",
                "refs/heads/a/-b",
                "refs/heads/../x",
                "refs/heads/a..b",
                "refs/heads/a b",
                "refs/heads/a\nb",
                "refs/heads/a\u0000b",
                "refs/heads/a\u007fb",
                "refs/heads/a~1",
                "refs/heads/a^",
                "refs/heads/a:b",
                "refs/heads/a?",
                "refs/heads/a*",
                "refs/heads/a[b",
                "refs/heads/a\\b",
                "refs/heads/@{1}",
                "refs/heads/.a",
                "refs/heads/a/.b",
                "refs/heads/a.",
                "refs/heads/a/",
                "refs/heads//a",
                "refs/heads/a.lock",
                "refs/heads/a.lock/b",
                "refs/heads/a\u202eb",
                "refs/notes/x",
                "main"
            })
    void refThatGitOrAShellCouldMisreadIsRefused(String ref) {
        assertThat(RefName.isValid(ref)).isFalse();
    }

    @Test
    void refOf255CharactersIsTheLongest() {
        assertThat(RefName.isValid("refs/heads/" + "x".repeat(244))).isTrue();
        assertThat(RefName.isValid("refs/heads/" + "x".repeat(245))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refs/heads/feature/JIRA-1_x", "refs/heads/grün", "refs/tags/v1.1", "refs/heads/$(id);a"})
    void refsThatGitAllowsAreAccepted(String ref) {
        assertThat(RefName.isValid(ref)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/git/app.git",
                "ext::sh -c id",
                "amazon-s3://bucket/x",
                "git://git.example.com/x",
                "ftp://git.example.com/x",
                "http://git.example.com/x",
                "https://git.example.com",
                "https://git.example.com/",
                "https://user:secret@git.example.com/x",
                "https://token@git.example.com/x",
                "https://git.example.com/x?token=secret",
                "https://git.example.com/x#y",
                "https:///x",
                "ssh://git:secret@git.example.com/x",
                "ssh://-oProxyCommand=x/y",
                "ssh://-o@git.example.com/x",
                "file://host/srv/git",
                "file:///srv/git/../../etc",
                "git@git.example.com:acme/app.git",
                "https://git.example.com/a b"
            })
    void repositoryThatIsNoPlainCloneUrlIsRefused(String repository) {
        assertThat(problems(report(repository, "refs/heads/main", NONE, REVISION)))
                .extracting(Problem::field)
                .containsExactly("repository");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example.com/acme/app.git",
                "https://git.example.com:8443/~ada/app",
                "ssh://git@git.example.com/acme/app.git",
                "ssh://git.example.com:2222/app",
                "file:///srv/git/app.git"
            })
    void cloneUrlsAreAccepted(String repository) {
        assertThat(accepted(report(repository, "refs/heads/main", NONE, REVISION))
                        .repository())
                .isEqualTo(repository);
    }

    private static PushReport report(String repository, String ref, String before, String after) {
        return new PushReport(ID, repository, ref, before, after, null, "ada", "2026-01-31T12:00:00+01:00");
    }

    private static Push accepted(PushReport report) {
        assertThat(report.check(Way.HOOK)).isInstanceOf(PushReport.Checked.Accepted.class);
        return ((PushReport.Checked.Accepted) report.check(Way.HOOK)).push();
    }

    private static List<Problem> problems(PushReport report) {
        assertThat(report.check(Way.HOOK)).isInstanceOf(PushReport.Checked.Refused.class);
        return ((PushReport.Checked.Refused) report.check(Way.HOOK)).problems();
    }
}
