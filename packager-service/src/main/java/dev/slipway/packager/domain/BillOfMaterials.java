package dev.slipway.packager.domain;

import dev.slipway.events.ImageReference;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The packages of an image's operating system as CycloneDX. What a build copied into the image by itself, such as
 * libraries inside an application's archive, is not found, and the document says so.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6</a>
 */
public final class BillOfMaterials {

    public static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

    private BillOfMaterials() {}

    /**
     * @param labels of the image
     * @param files what was found of {@link InstalledPackage#LISTS}
     */
    public static Attestation of(ImageReference image, Map<String, String> labels, Map<String, byte[]> files) {
        Map<String, String> system = InstalledPackage.system(files);
        String id = system.getOrDefault("ID", "linux");
        List<InstalledPackage> packages = InstalledPackage.in(files);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("bomFormat", "CycloneDX");
        document.put("specVersion", "1.6");
        document.put(
                "serialNumber",
                "urn:uuid:" + UUID.nameUUIDFromBytes(image.pullable().getBytes(StandardCharsets.UTF_8)));
        document.put("version", 1);
        document.put("metadata", metadata(image, labels));
        document.put(
                "components", packages.stream().map(it -> component(it, id)).toList());
        document.put("compositions", List.of(Map.of("aggregate", packages.isEmpty() ? "unknown" : "incomplete")));
        return new Attestation(MEDIA_TYPE, Map.of("dev.slipway.attestation", "sbom"), document);
    }

    private static Map<String, Object> metadata(ImageReference image, Map<String, String> labels) {
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("type", "container");
        subject.put("bom-ref", image.pullable());
        subject.put("name", image.name());
        subject.put(
                "version",
                labels.getOrDefault(
                        "org.opencontainers.image.version", image.digest().value()));
        subject.put(
                "hashes",
                List.of(Map.of("alg", "SHA-256", "content", image.digest().hex())));
        Map<String, Object> metadata = new LinkedHashMap<>();
        String created = labels.get("org.opencontainers.image.created");
        if (created != null) {
            metadata.put("timestamp", created);
        }
        metadata.put("tools", Map.of("components", List.of(Map.of("type", "application", "name", "slipway packager"))));
        metadata.put("component", subject);
        metadata.put(
                "properties",
                List.of(Map.of(
                        "name",
                        "dev.slipway:scope",
                        "value",
                        "packages of the operating system (dpkg, apk); not what the build itself copied in")));
        return metadata;
    }

    private static Map<String, Object> component(InstalledPackage installed, String system) {
        String purl = installed.purl(system);
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "library");
        component.put("bom-ref", purl);
        component.put("name", installed.name());
        component.put("version", installed.version());
        component.put("purl", purl);
        return component;
    }
}
