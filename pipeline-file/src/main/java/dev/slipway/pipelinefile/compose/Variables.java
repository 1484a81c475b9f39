package dev.slipway.pipelinefile.compose;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of a stack or compose file: {@code ${VERSION}} and {@code ${IMAGE_<component>}}, nothing else. */
public final class Variables {

    public static final String VERSION = "VERSION";

    /** Compose's notation: an escaped dollar sign, a variable, or anything else that starts with a dollar sign. */
    static final Pattern DOLLAR =
            Pattern.compile("\\$(?<escaped>\\$)|\\$\\{(?<name>[A-Za-z0-9_]+)}|\\$(?<other>\\{[^}]*}?|\\w*)");

    private Variables() {}

    /** Name of the variable that stands for the image of {@code component}: {@code auth-service} → {@code IMAGE_auth_service}. */
    public static String imageOf(String component) {
        return "IMAGE_" + component.replace('-', '_');
    }

    static Set<String> usedBy(List<Service> services) {
        var names = new TreeSet<String>();
        for (var service : services) {
            Tree.mapTexts(service.definition(), text -> {
                DOLLAR.matcher(text).results().map(found -> found.group(2)).forEach(name -> {
                    if (name != null) {
                        names.add(name);
                    }
                });
                return text;
            });
        }
        return names;
    }

    static List<Service> fillIn(List<Service> services, Map<String, String> values) {
        return services.stream()
                .map(service ->
                        new Service(service.name(), Tree.mapTexts(service.definition(), text -> fillIn(text, values))))
                .toList();
    }

    private static String fillIn(String text, Map<String, String> values) {
        return DOLLAR.matcher(text).replaceAll(found -> {
            var name = found.group(2);
            if (name == null) {
                return Matcher.quoteReplacement(found.group());
            }
            var value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("no value for the variable " + name);
            }
            return Matcher.quoteReplacement(value.replace("$", "$$"));
        });
    }
}
