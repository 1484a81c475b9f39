package dev.slipway.packager.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.events.Digest;
import dev.slipway.events.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AttestationTest {

    private static final ImageReference IMAGE =
            new ImageReference("registry.example/team/app", Digest.ofHex("c".repeat(64)));

    @Test
    void debianPackagesAreListedUnlessRemoved() {
        Map<String, byte[]> files = Map.of(
                "/usr/lib/os-release",
                "NAME=\"Debian GNU/Linux\"\nID=debian\n".getBytes(UTF_8),
                "/var/lib/dpkg/status",
                """
                Package: libc6
                Status: install ok installed
                Architecture: amd64
                Version: 2.41-12+deb13u1
                Description: library
                 with a second line: here

                Package: gone
                Status: deinstall ok config-files
                Architecture: amd64
                Version: 1
                """.getBytes(UTF_8));

        assertThat(InstalledPackage.in(files))
                .containsExactly(new InstalledPackage("deb", "libc6", "2.41-12+deb13u1", "amd64"));
        assertThat(components(BillOfMaterials.of(IMAGE, Map.of(), files)))
                .singleElement()
                .satisfies(it ->
                        assertThat(it).containsEntry("purl", "pkg:deb/debian/libc6@2.41-12%2Bdeb13u1?arch=amd64"));
    }

    @Test
    void packagesOfADistrolessImageHaveAFileEach() {
        Map<String, byte[]> files = Map.of(
                "/var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 13\nArchitecture: all\n".getBytes(UTF_8));

        assertThat(InstalledPackage.in(files)).containsExactly(new InstalledPackage("deb", "base-files", "13", "all"));
    }

    @Test
    void alpinePackagesAreListed() {
        Map<String, byte[]> files = Map.of(
                "/lib/apk/db/installed",
                "C:Q1x\nP:musl\nV:1.2.5-r0\nA:x86_64\n\nP:zlib\nV:1.3\nA:x86_64\n".getBytes(UTF_8));

        assertThat(InstalledPackage.in(files))
                .containsExactly(
                        new InstalledPackage("apk", "musl", "1.2.5-r0", "x86_64"),
                        new InstalledPackage("apk", "zlib", "1.3", "x86_64"));
    }

    @Test
    void imageWithoutPackageListSaysThatItIsUnknown() {
        Attestation empty = BillOfMaterials.of(IMAGE, Map.of(), Map.of());

        assertThat(components(empty)).isEmpty();
        assertThat(empty.content()).containsEntry("compositions", List.of(Map.of("aggregate", "unknown")));
    }

    @Test
    void sameImageGivesTheSameDocument() {
        Map<String, String> labels = Map.of("org.opencontainers.image.created", "2026-01-01T00:00:00Z");

        assertThat(BillOfMaterials.of(IMAGE, labels, Map.of())).isEqualTo(BillOfMaterials.of(IMAGE, labels, Map.of()));
        assertThat(Provenance.of(IMAGE, labels)).isEqualTo(Provenance.of(IMAGE, labels));
    }

    @Test
    void provenanceNamesSubjectSourceArtifactsAndBase() {
        String artifacts = "sha256:" + "a".repeat(64);
        Attestation provenance = Provenance.of(
                IMAGE,
                Map.of(
                        "org.opencontainers.image.source",
                        "https://git.example.com/app.git",
                        "org.opencontainers.image.revision",
                        "0".repeat(40),
                        "org.opencontainers.image.title",
                        "app",
                        "org.opencontainers.image.base.name",
                        "debian:trixie-slim",
                        "org.opencontainers.image.base.digest",
                        "sha256:" + "b".repeat(64),
                        ImagePlan.REF_LABEL,
                        "refs/heads/develop",
                        ImagePlan.ARTIFACTS_LABEL,
                        artifacts,
                        ImagePlan.RUN_LABEL,
                        "run"));

        assertThat(provenance.content())
                .containsEntry("_type", "https://in-toto.io/Statement/v1")
                .containsEntry("predicateType", "https://slsa.dev/provenance/v1")
                .containsEntry(
                        "subject", List.of(Map.of("name", IMAGE.name(), "digest", Map.of("sha256", "c".repeat(64)))));
        assertThat(String.valueOf(provenance.content().get("predicate")))
                .contains("uri=git+https://git.example.com/app.git@refs/heads/develop")
                .contains("gitCommit=" + "0".repeat(40))
                .contains("name=artifacts, digest={sha256=" + "a".repeat(64))
                .contains("name=debian:trixie-slim, digest={sha256=" + "b".repeat(64))
                .contains("invocationId=run")
                .contains("builder={id=urn:dev.slipway:packager}");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> components(Attestation bill) {
        return (List<Map<String, Object>>) Objects.requireNonNull(bill.content().get("components"));
    }
}
