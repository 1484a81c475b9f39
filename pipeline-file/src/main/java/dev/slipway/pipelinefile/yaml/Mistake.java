package dev.slipway.pipelinefile.yaml;

/**
 * One mistake in a file, told so that its author can correct it without the manual.
 *
 * @param file name of the file as its author knows it, {@code slipway.yml}
 * @param line from 1
 * @param column from 1
 * @param path keys from the top, {@code components.auth-service.build}; empty when the text is no YAML at all
 * @param problem what is wrong
 * @param expected what would be right; may be empty
 */
public record Mistake(String file, int line, int column, String path, String problem, String expected) {

    /** {@code slipway.yml:7:5: components.auth-service.build.imgae: unknown key; did you mean "image"?} */
    @Override
    public String toString() {
        var text = new StringBuilder(file)
                .append(':')
                .append(line)
                .append(':')
                .append(column)
                .append(": ");
        if (!path.isEmpty()) {
            text.append(path).append(": ");
        }
        text.append(problem);
        if (!expected.isEmpty()) {
            text.append("; ").append(expected);
        }
        return text.toString();
    }
}
