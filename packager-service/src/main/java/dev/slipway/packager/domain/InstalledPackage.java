package dev.slipway.packager.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One package of an image's operating system.
 *
 * @param kind {@code deb} or {@code apk}
 */
public record InstalledPackage(String kind, String name, String version, String architecture) {

    /** Where the package managers keep their lists; a folder where each package has a file of its own. */
    public static final List<String> LISTS = List.of(
            "/usr/lib/os-release",
            "/etc/os-release",
            "/var/lib/dpkg/status",
            "/var/lib/dpkg/status.d",
            "/lib/apk/db/installed",
            "/usr/lib/apk/db/installed");

    /** @param files of {@link #LISTS}, by path */
    public static List<InstalledPackage> in(Map<String, byte[]> files) {
        Map<String, InstalledPackage> packages = new TreeMap<>();
        files.forEach((path, content) -> {
            String text = new String(content, StandardCharsets.UTF_8);
            if (path.startsWith("/var/lib/dpkg/")) {
                deb(text).forEach(it -> packages.put(it.toString(), it));
            } else if (path.endsWith("/apk/db/installed")) {
                apk(text).forEach(it -> packages.put(it.toString(), it));
            }
        });
        return List.copyOf(packages.values());
    }

    /** Values of {@code os-release}, such as {@code ID=debian}; empty when the image has no such file. */
    public static Map<String, String> system(Map<String, byte[]> files) {
        byte[] content = files.getOrDefault("/usr/lib/os-release", files.getOrDefault("/etc/os-release", new byte[0]));
        Map<String, String> values = new HashMap<>();
        new String(content, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> values.put(pair[0], pair[1].replaceAll("^[\"']|[\"']$", "")));
        return values;
    }

    private static List<InstalledPackage> deb(String text) {
        List<InstalledPackage> packages = new ArrayList<>();
        for (String paragraph : text.split("\n\\s*\n", -1)) {
            Map<String, String> fields = fields(paragraph, ": ");
            // distroless images leave out the status: what is listed there is installed
            if (fields.containsKey("Package")
                    && fields.getOrDefault("Status", "ok installed").endsWith(" installed")) {
                packages.add(new InstalledPackage(
                        "deb",
                        fields.getOrDefault("Package", ""),
                        fields.getOrDefault("Version", ""),
                        fields.getOrDefault("Architecture", "")));
            }
        }
        return packages;
    }

    private static List<InstalledPackage> apk(String text) {
        List<InstalledPackage> packages = new ArrayList<>();
        for (String paragraph : text.split("\n\\s*\n", -1)) {
            Map<String, String> fields = fields(paragraph, ":");
            if (fields.containsKey("P")) {
                packages.add(new InstalledPackage(
                        "apk",
                        fields.getOrDefault("P", ""),
                        fields.getOrDefault("V", ""),
                        fields.getOrDefault("A", "")));
            }
        }
        return packages;
    }

    private static Map<String, String> fields(String paragraph, String separator) {
        Map<String, String> fields = new HashMap<>();
        paragraph
                .lines()
                .map(line -> line.split(separator, 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> fields.putIfAbsent(pair[0], pair[1].strip()));
        return fields;
    }

    /**
     * The package's name for everybody.
     *
     * @param system {@code ID} of the image's operating system
     * @see <a href="https://github.com/package-url/purl-spec/blob/main/types-doc/deb-definition.md">purl of type deb</a>
     */
    public String purl(String system) {
        return "pkg:" + kind + "/" + system.toLowerCase(Locale.ROOT) + "/" + escaped(name) + "@" + escaped(version)
                + (architecture.isEmpty() ? "" : "?arch=" + escaped(architecture));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || ".-_~:".indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append(String.format("%%%02X", (int) c));
            }
        }
        return escaped.toString();
    }
}
