package dev.slipway.packager;

import dev.slipway.steplog.SecretFiles;
import dev.slipway.steplog.SecretMask;
import dev.slipway.steplog.SecretValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The secrets of one image build, as files in the attempt's own folder that go with it.
 *
 * @param files name → file with the value
 * @param mask hides the values in what the build prints
 * @param unusable why some cannot be had; then there are no files
 */
record BuildSecrets(Map<String, Path> files, SecretMask mask, List<String> unusable) {

    static BuildSecrets lay(SecretFiles secrets, String repository, List<String> names, Path folder) {
        return switch (secrets.read(repository, names)) {
            case SecretFiles.Result.Unusable(List<String> reasons) ->
                new BuildSecrets(Map.of(), SecretMask.NONE, reasons);
            case SecretFiles.Result.Found(Map<String, SecretValue> values) ->
                new BuildSecrets(
                        write(values, folder),
                        SecretMask.of(values.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> entry.getValue().reveal()))),
                        List.of());
        };
    }

    private static Map<String, Path> write(Map<String, SecretValue> values, Path folder) {
        Map<String, Path> files = new LinkedHashMap<>();
        if (values.isEmpty()) {
            return files;
        }
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            for (Map.Entry<String, SecretValue> secret : values.entrySet()) {
                files.put(
                        secret.getKey(),
                        Files.write(
                                folder.resolve(secret.getKey()),
                                secret.getValue().bytes()));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
