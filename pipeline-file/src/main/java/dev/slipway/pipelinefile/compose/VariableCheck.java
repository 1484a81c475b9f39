package dev.slipway.pipelinefile.compose;

import dev.slipway.pipelinefile.yaml.Mistakes;
import dev.slipway.pipelinefile.yaml.YamlValue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for variables in every text of a file. Compose fills them in from the environment of whoever runs it, so a
 * variable that we do not know would ask for a value, perhaps a secret, of the host.
 */
final class VariableCheck {

    private VariableCheck() {}

    static void run(YamlValue value, Set<String> components) {
        var known = new TreeSet<String>();
        known.add(Variables.VERSION);
        components.forEach(component -> known.add(Variables.imageOf(component)));
        value.eachText((place, text) -> Variables.DOLLAR.matcher(text).results().forEach(found -> {
            var name = found.group(2);
            if (found.group(1) == null && (name == null || !known.contains(name))) {
                place.mistake(
                        "unknown variable " + Mistakes.shown(found.group()),
                        "allowed: ${" + String.join("}, ${", known) + "}; $$ for a dollar sign");
            }
        }));
    }
}
