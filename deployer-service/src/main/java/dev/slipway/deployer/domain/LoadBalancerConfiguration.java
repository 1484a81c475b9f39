package dev.slipway.deployer.domain;

import dev.slipway.pipelinefile.compose.LoadBalancer;

/**
 * HAProxy's configuration, and the name under which the orchestrator keeps it. It depends on the stack's
 * {@code x-slipway} block and, in steps, on the number of replicas, so that a new version of the application never restarts the load balancer.
 *
 * <p>The numbers are a measured recipe for rollouts without a failed request. A replica enters DNS when it is healthy and
 * leaves it two seconds before it is told to stop; asking DNS twice a second and believing it at once is what drains it.
 */
public record LoadBalancerConfiguration(String name, String text) {

    /** Ports inside the load balancer's container. */
    static final int HTTP_PORT = 8080;

    static final int HTTPS_PORT = 8443;

    static final int ALIVE_PORT = 8404;

    /** Name of the file with certificate and key below {@code /run/secrets}. */
    static final String PEM_FILE = "load-balancer.pem";

    static final String PATH = "/etc/haproxy/haproxy.cfg";

    private static final String TEMPLATE = """
            global
                log stdout format raw daemon notice
                user haproxy
                group haproxy
                hard-stop-after 20s
                stats socket /run/haproxy/admin.sock mode 600 level admin
                ssl-default-bind-options ssl-min-ver TLSv1.2

            defaults
                log global
                mode http
                timeout connect 500ms
                timeout client 60s
                timeout server 60s
                timeout queue 10s
                timeout http-request 10s
                timeout http-keep-alive 60s
                timeout check %3$dms
                retries 3
                retry-on conn-failure empty-response
                option redispatch 1
                # With init-addr libc below: not one connection is cut when the configuration is reloaded.
                option idle-close-on-response

            resolvers docker
                nameserver embedded 127.0.0.11:53
                # Without it an answer that names many replicas is cut off, and then no replica is known at all.
                accepted_payload_size 8192
                resolve_retries 3
                timeout resolve 500ms
                timeout retry 500ms
                hold valid 1s
                hold obsolete 0s
                hold nx 5s
                hold timeout 30s
                hold refused 30s
                hold other 30s

            frontend public
            %1$s\
                http-request set-header X-Forwarded-For %%[src]
                http-request set-header X-Forwarded-Host %%[req.hdr(host)]
                http-request set-header X-Forwarded-Proto %%[ssl_fc,iif(https,http)]
                # What is not idempotent is never sent twice.
                http-request disable-l7-retry unless { method GET HEAD OPTIONS }
                default_backend application

            # Where the container's health check sees that it listens.
            frontend alive
                bind 127.0.0.1:%10$d
                option dontlognull
                http-request return status 200

            backend application
                balance leastconn
                option httpchk
                http-check send meth GET uri %2$s ver HTTP/1.1 hdr Host localhost
                http-check expect status 200-399
                # Never on-marked-down shutdown-sessions: it kills the requests that a leaving replica still answers.
                default-server check inter %4$dms fall %5$d rise %6$d resolvers docker init-addr libc,none
                server-template replica 1-%7$d tasks.%8$s:%9$d
            """;

    /** Twice the wanted replicas fit, because new ones start before old ones stop; few sizes, so that few changes of
     * the number of replicas change the configuration. */
    private static final int FEWEST_SERVERS = 16;

    /** @param replicas wanted of the service that receives the requests */
    public static LoadBalancerConfiguration render(StackId stack, LoadBalancer wanted, int replicas) {
        LoadBalancer.Health health = wanted.health();
        String text = TEMPLATE.formatted(
                binds(wanted),
                health.path(),
                health.timeout().toMillis(),
                health.interval().toMillis(),
                health.unhealthy(),
                health.healthy(),
                servers(replicas),
                stack.serviceName(wanted.service()),
                wanted.port(),
                ALIVE_PORT);
        return new LoadBalancerConfiguration(VersionedName.of(stack.name() + "-" + wanted.name(), text), text);
    }

    private static int servers(int replicas) {
        int servers = FEWEST_SERVERS;
        while (servers < 2 * replicas) {
            servers *= 2;
        }
        return servers;
    }

    private static String binds(LoadBalancer wanted) {
        StringBuilder binds = new StringBuilder();
        if (wanted.http() != null) {
            binds.append("    bind :").append(HTTP_PORT).append('\n');
        }
        if (wanted.https() != null) {
            binds.append("    bind :")
                    .append(HTTPS_PORT)
                    .append(" ssl crt /run/secrets/")
                    .append(PEM_FILE)
                    .append(" alpn h2,http/1.1\n");
        }
        return binds.toString();
    }
}
