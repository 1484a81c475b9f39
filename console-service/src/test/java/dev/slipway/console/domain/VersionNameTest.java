package dev.slipway.console.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionNameTest {

    private static final String TAG_FORM = "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}";

    @ParameterizedTest
    @CsvSource({
        "refs/heads/develop, 14, develop-14",
        "refs/heads/feature/x+y, 3, feature-x-y-3",
        "refs/heads/main, 7, main-7",
        "refs/heads/feature/MSP-123, 2, feature-MSP-123-2",
        "refs/heads/release/v1, 1, release-v1-1",
        "refs/heads/hotfix/v1.0.1, 3, hotfix-v1.0.1-3",
        "refs/tags/v1, 1, v1",
        "refs/tags/v1.1-rc.1, 1, v1.1-rc.1",
        "refs/heads/_x, 1, _x-1",
        "refs/heads/grün, 2, gr-n-2",
        "refs/tags/v1.1, 1, v1.1",
        "refs/tags/release/1.0, 2, release-1.0",
        "refs/tags/+1, 1, _-1"
    })
    void branchesAreNumberedAndTagsKeepTheirName(String ref, long sequence, String version) {
        assertThat(VersionName.of(new RefName(ref), sequence))
                .isEqualTo(version)
                .matches(TAG_FORM);
    }

    @Test
    void longestNameStillFitsAnImageTag() {
        RefName ref = new RefName("refs/heads/" + "x".repeat(244));

        assertThat(VersionName.of(ref, Long.MAX_VALUE)).matches(TAG_FORM);
    }
}
