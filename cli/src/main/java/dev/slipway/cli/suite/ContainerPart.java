package dev.slipway.cli.suite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A server in a container, driven by the docker command. Its death is noticed by the process that follows its log:
 * that ends with the container, and its output is the part's log file.
 */
final class ContainerPart implements Part {

    private static final String FINGERPRINT_LABEL = "slipway.fingerprint";
    private static final String HOME_LABEL = "slipway.home";

    /**
     * What to run.
     *
     * @param name part name
     * @param image must be on the engine already
     * @param published host port to container port, on 127.0.0.1
     * @param volumePath where the part's volume is mounted
     * @param environment plain settings, no secrets
     * @param secret file copied into the container before it starts; kept out of the environment, which
     *     {@code docker inspect} shows
     * @param secretPath where to
     */
    record Spec(
            String name,
            String image,
            Port published,
            int containerPort,
            String volumePath,
            Map<String, String> environment,
            @Nullable Path secret,
            @Nullable String secretPath) {}

    private final SuiteHome home;
    private final Ports ports;
    private final Spec spec;
    private final BooleanSupplier probe;
    private final String container;
    private final ManagedProcess follower;
    private volatile OptionalLong pid = OptionalLong.empty();

    /** @param probe whether the server in the container answers; must not throw */
    ContainerPart(SuiteHome home, Ports ports, Spec spec, BooleanSupplier probe) {
        this.home = home;
        this.ports = ports;
        this.spec = spec;
        this.probe = probe;
        this.container = home.dockerName(spec.name());
        this.follower = new ManagedProcess(home.pidFile(spec.name()), home.log(spec.name()));
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public Tier tier() {
        return Tier.FOUNDATION;
    }

    @Override
    public List<PartPort> ports() {
        return List.of(new PartPort(spec.published()));
    }

    @Override
    public void start() throws InterruptedException {
        String image = imageId();
        List<String> create = createCommand();
        String fingerprint = Fingerprint.of(image + String.join(" ", create));
        boolean adopted = running(fingerprint);
        if (!adopted) {
            refuseForeign();
            Shell.run(List.of("docker", "rm", "--force", container));
            ensureVolume();
            create.addAll(List.of("--label", FINGERPRINT_LABEL + "=" + fingerprint, spec.image()));
            Shell.run(create).orFail("The container " + container);
            if (spec.secret() != null && spec.secretPath() != null) {
                Shell.run(List.of("docker", "cp", spec.secret().toString(), container + ":" + spec.secretPath()))
                        .orFail("The key for container " + container);
            }
            Shell.run(List.of("docker", "start", container)).orFail("The start of container " + container);
        }
        follower.ensure(
                List.of("docker", "logs", "--follow", "--tail", adopted ? "0" : "all", container),
                fingerprint,
                Duration.ofSeconds(1));
        pid = askPid();
    }

    private OptionalLong askPid() throws InterruptedException {
        Shell.Result found = inspect("{{.State.Pid}}");
        return found.succeeded() && found.output().matches("[1-9]\\d*")
                ? OptionalLong.of(Long.parseLong(found.output()))
                : OptionalLong.empty();
    }

    private List<String> createCommand() {
        List<String> command = new ArrayList<>(List.of("docker", "create", "--name", container));
        command.addAll(List.of("--hostname", spec.name()));
        command.addAll(List.of("--label", instanceLabel()));
        command.addAll(List.of("--label", HOME_LABEL + "=" + home.directory()));
        command.addAll(List.of("--volume", container + ":" + spec.volumePath()));
        command.addAll(List.of("--log-opt", "max-size=10m", "--log-opt", "max-file=2"));
        List<String> protocols = spec.published().udp() ? List.of("tcp", "udp") : List.of("tcp");
        for (String protocol : protocols) {
            command.addAll(List.of(
                    "--publish", ports.address(spec.published()) + ":" + spec.containerPort() + "/" + protocol));
        }
        spec.environment().forEach((key, value) -> command.addAll(List.of("--env", key + "=" + value)));
        return command;
    }

    private void ensureVolume() throws InterruptedException {
        Shell.run(List.of("docker", "volume", "create", "--label", instanceLabel(), container))
                .orFail("The volume " + container);
    }

    private String instanceLabel() {
        return "slipway.instance=" + home.instance();
    }

    private String imageId() throws InterruptedException {
        Shell.Result found = Shell.run(List.of("docker", "image", "inspect", "--format", "{{.Id}}", spec.image()));
        if (!found.succeeded()) {
            throw new SuiteException("""
                    The image %s was wanted for the %s, found: %s
                    To do: ./slipway doctor says what is missing; ./slipway up builds or pulls the images.""".formatted(spec.image(), spec.name(), found.output()));
        }
        return found.output();
    }

    private boolean running(String fingerprint) throws InterruptedException {
        Shell.Result found = inspect("{{.State.Running}} {{index .Config.Labels \"" + FINGERPRINT_LABEL + "\"}}");
        return found.succeeded() && found.output().equals("true " + fingerprint);
    }

    private void refuseForeign() throws InterruptedException {
        Shell.Result found = inspect("{{index .Config.Labels \"" + HOME_LABEL + "\"}}");
        if (found.succeeded() && !found.output().equals(home.directory().toString())) {
            throw new SuiteException(
                    """
                    The container %s was wanted, found one that belongs to %s.
                    To do: ./slipway down there, or give this suite another name with SLIPWAY_INSTANCE.""".formatted(container, found.output().isEmpty() ? "somebody else" : found.output()));
        }
    }

    private Shell.Result inspect(String format) throws InterruptedException {
        return Shell.run(List.of("docker", "container", "inspect", "--format", format, container));
    }

    @Override
    public boolean ready() {
        return probe.getAsBoolean();
    }

    /** True as long as the log is followed; when that ends, the engine is asked, and perhaps only the follower died. */
    @Override
    public boolean alive() {
        if (follower.alive()) {
            return true;
        }
        try {
            Shell.Result found = inspect("{{.State.Running}}");
            if (found.succeeded() && found.output().equals("true")) {
                start();
                return true;
            }
            pid = OptionalLong.empty();
            return false;
        } catch (SuiteException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void stop(Duration within) throws InterruptedException {
        String seconds = Long.toString(Math.max(1, within.toSeconds()));
        if (ours()) {
            Shell.run(List.of("docker", "stop", "--time", seconds, container));
            Shell.run(List.of("docker", "rm", "--force", container));
        }
        follower.stop("TERM", Duration.ofSeconds(2));
    }

    private boolean ours() throws InterruptedException {
        try {
            Shell.Result found = inspect("{{index .Config.Labels \"" + HOME_LABEL + "\"}}");
            return found.succeeded() && found.output().equals(home.directory().toString());
        } catch (SuiteException e) {
            // No docker command: then there is no container of ours either.
            return false;
        }
    }

    @Override
    public OptionalLong pid() {
        return pid;
    }

    @Override
    public String lastWords() {
        try {
            Shell.Result found = inspect("ended with exit code {{.State.ExitCode}}");
            return found.succeeded() ? found.output() : "the container is gone";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
