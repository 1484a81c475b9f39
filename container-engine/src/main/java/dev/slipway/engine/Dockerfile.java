package dev.slipway.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Dockerfile says before it is built: which frontend it asks for, which images it stands on, what it needs of the
 * builder. Reads what it understands and leaves mistakes to the builder, who names their line.
 *
 * @param syntax value of the {@code # syntax=} directive; null when there is none
 * @see <a href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>
 */
public record Dockerfile(@Nullable String syntax, List<Instruction> instructions) {

    /**
     * @param keyword in upper case
     * @param hereDocument whether lines of text follow, which are left out here
     */
    public record Instruction(String keyword, String arguments, boolean hereDocument) {

        @Override
        public String toString() {
            return keyword + " " + arguments;
        }
    }

    /**
     * An image that the build starts from or copies out of.
     *
     * @param written as the Dockerfile has it
     * @param reference empty when it cannot be told before the build, because of a variable without a known value
     */
    public record Base(String written, Optional<ImageReference> reference) {}

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?::([-+])([^}]*))?})");
    private static final Pattern FROM =
            Pattern.compile("(?:--\\S+\\s+)*(\\S+)(?:\\s+AS\\s+(\\S+))?\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern FLAGS = Pattern.compile("(?:--\\S+\\s+)*");
    private static final Pattern COPIED_FROM = Pattern.compile("(?:--|[,=])from=([^\\s,]+)");
    private static final Pattern BUILDKIT_ONLY =
            Pattern.compile("(?:--\\S+\\s+)*--(?:mount|network|security|link|chmod|parents|exclude|checksum)\\b.*");

    public Dockerfile {
        instructions = List.copyOf(instructions);
    }

    public static Dockerfile parse(String text) {
        return new DockerfileReader(text).read();
    }

    /**
     * The images of other people and places that the build needs, each once, in the order of the file.
     *
     * @param args values given to the build
     */
    public Set<Base> bases(Map<String, String> args) {
        Map<String, String> known = new HashMap<>();
        Set<String> stages = new LinkedHashSet<>();
        Set<Base> bases = new LinkedHashSet<>();
        for (Instruction instruction : instructions) {
            if (instruction.keyword().equals("ARG") && stages.isEmpty()) {
                learn(instruction.arguments(), args, known);
            }
            for (String name : imagesOf(instruction)) {
                String image = expanded(name, known);
                if (!stages.contains(image.toLowerCase(Locale.ROOT)) && !isBuiltIn(image)) {
                    bases.add(new Base(name, referenceOf(image)));
                }
            }
            Matcher from = FROM.matcher(instruction.arguments());
            if (instruction.keyword().equals("FROM") && from.matches()) {
                stages.add(
                        from.group(2) == null
                                ? "#" + stages.size()
                                : from.group(2).toLowerCase(Locale.ROOT));
            }
        }
        return bases;
    }

    /** The image that the built one stands on; empty for {@code scratch} or when it cannot be told. */
    public Optional<ImageReference> base(Map<String, String> args, @Nullable String target) {
        Map<String, String> known = new HashMap<>();
        Map<String, String> stages = new HashMap<>();
        String current = "scratch";
        for (Instruction instruction : instructions) {
            if (instruction.keyword().equals("ARG") && stages.isEmpty()) {
                learn(instruction.arguments(), args, known);
            }
            Matcher from = FROM.matcher(instruction.arguments());
            if (!instruction.keyword().equals("FROM") || !from.matches()) {
                continue;
            }
            String image = expanded(from.group(1), known);
            current = stages.getOrDefault(image.toLowerCase(Locale.ROOT), image);
            String stage =
                    from.group(2) == null ? "#" + stages.size() : from.group(2).toLowerCase(Locale.ROOT);
            stages.put(stage, current);
            if (target != null && stage.equals(target.toLowerCase(Locale.ROOT))) {
                break;
            }
        }
        return isBuiltIn(current) ? Optional.empty() : referenceOf(current);
    }

    /** The first instruction that the classic builder does not know; empty when it knows them all. */
    public Optional<Instruction> needsBuildKit() {
        return instructions.stream()
                .filter(it -> Set.of("RUN", "COPY", "ADD").contains(it.keyword()))
                .filter(it -> it.hereDocument()
                        || BUILDKIT_ONLY.matcher(it.arguments()).matches())
                .findFirst();
    }

    private static List<String> imagesOf(Instruction instruction) {
        List<String> names = new ArrayList<>();
        String arguments = instruction.arguments();
        Matcher from = FROM.matcher(arguments);
        if (instruction.keyword().equals("FROM") && from.matches()) {
            names.add(from.group(1));
        }
        if (Set.of("RUN", "COPY").contains(instruction.keyword())) {
            Matcher flags = FLAGS.matcher(arguments);
            Matcher copied = COPIED_FROM.matcher(flags.lookingAt() ? flags.group() : "");
            while (copied.find()) {
                names.add(copied.group(1));
            }
        }
        return names;
    }

    private static void learn(String declaration, Map<String, String> args, Map<String, String> known) {
        for (String part : SPACES.splitAsStream(declaration.strip()).toList()) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String given = args.get(name);
            if (given != null) {
                known.put(name, given);
            } else if (equals >= 0) {
                String value = part.substring(equals + 1).replaceAll("^([\"'])(.*)\\1$", "$2");
                known.put(name, expanded(value, known));
            }
        }
    }

    private static String expanded(String text, Map<String, String> known) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            String value = known.getOrDefault(name, "");
            String otherwise = found.group(4) == null ? "" : found.group(4);
            if ("-".equals(found.group(3))) {
                value = value.isEmpty() ? otherwise : value;
            } else if ("+".equals(found.group(3))) {
                value = value.isEmpty() ? "" : otherwise;
            }
            // what stays a variable is not a valid reference either, so nobody takes it for one
            return Matcher.quoteReplacement(value.isEmpty() ? found.group() : value);
        });
    }

    private static boolean isBuiltIn(String image) {
        return image.equals("scratch") || image.matches("\\d+");
    }

    private static Optional<ImageReference> referenceOf(String image) {
        try {
            return Optional.of(ImageReference.parse(image));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
