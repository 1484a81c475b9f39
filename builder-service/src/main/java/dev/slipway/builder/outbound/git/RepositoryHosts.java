package dev.slipway.builder.outbound.git;

import dev.slipway.builder.port.SourceUnavailableException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Which machines are asked for repositories. This machine and link-local services, such as a cloud's metadata, are nobody's
 * repository, unless the operator gave credentials for that very host.
 */
final class RepositoryHosts {

    /** AWS answers for its metadata here, too. */
    private static final String METADATA_BY_IPV6 = "fd00:ec2:0:0:0:0:0:254";

    private final GitAccess access;
    private final Lookup lookup;

    /** How names become addresses. */
    @FunctionalInterface
    interface Lookup {

        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    RepositoryHosts(GitAccess access, Lookup lookup) {
        this.access = access;
        this.lookup = lookup;
    }

    /** Why the repository's host must not be asked; looked up now, before anything is sent. */
    Optional<String> refusal(URI url) {
        if (access.names(url)) {
            return Optional.empty();
        }
        try {
            for (InetAddress address : lookup.addresses(url.getHost())) {
                if (isForbidden(address)) {
                    return Optional.of(refusal(url, address));
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            throw new SourceUnavailableException("the address of host " + url.getHost() + " is not known now", e);
        }
    }

    /** A name may lead elsewhere by the time of the connection: this looks at the address that was connected to. */
    boolean mayTalkTo(InetAddress connected, URI url) {
        return access.names(url) || !isForbidden(connected);
    }

    static String refusal(URI url, InetAddress address) {
        return "repository " + url + " is on " + address.getHostAddress()
                + ", which is not a place for repositories; an operator allows a host by giving credentials for it"
                + " (slipway.builder.git.access)";
    }

    private static boolean isForbidden(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || address.getHostAddress().equals(METADATA_BY_IPV6)
                || (address instanceof Inet6Address six && six.isIPv4CompatibleAddress());
    }
}
