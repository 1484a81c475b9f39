package dev.slipway.builder.outbound.git;

import dev.slipway.builder.domain.AllowedRepositories;
import dev.slipway.builder.domain.RemoteRefs;
import dev.slipway.builder.port.SourceUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/** One fetch of one ref into a mirror, or a look at all refs. */
final class RepositoryFetch {

    private final Duration silence;
    private final Duration limit;
    private final @Nullable Path sshDirectory;

    RepositoryFetch(Duration silence, Duration limit, @Nullable Path sshDirectory) {
        this.silence = silence;
        this.limit = limit;
        this.sshDirectory = sshDirectory;
    }

    /** @return why the user's repository or ref cannot be had; empty when the mirror has it now */
    Optional<String> fetch(Mirror mirror, String url, String ref) throws IOException, InterruptedException {
        Optional<String> refused = AllowedRepositories.isLocal(url) ? Optional.empty() : forbiddenHost(url);
        if (refused.isPresent()) {
            return refused;
        }
        HttpStatus status = new HttpStatus();
        try (Transport transport = transport(mirror.repository(), url, status);
                FetchConnection connection = transport.openFetch(List.of(new RefSpec(ref)))) {
            Ref found = connection.getRef(ref);
            ObjectId target = found == null ? null : found.getObjectId();
            if (found == null || target == null) {
                return Optional.of("repository " + url + " has no " + ref + "; was it deleted since the push?");
            }
            connection.fetch(new FetchProgress(limit), List.of(found), Set.of());
            mirror.follow(ref, target);
            return Optional.empty();
        } catch (NotSupportedException | TransportException e) {
            return Optional.of(refusal(url, status, e));
        }
    }

    /** Lets {@code read} see every ref that the repository advertises. */
    RemoteRefs list(String url, Function<Collection<Ref>, RemoteRefs> read) throws IOException, InterruptedException {
        Optional<String> refused = AllowedRepositories.isLocal(url) ? Optional.empty() : forbiddenHost(url);
        if (refused.isPresent()) {
            return new RemoteRefs.Refused(refused.get());
        }
        HttpStatus status = new HttpStatus();
        try (Transport transport = transport(null, url, status);
                FetchConnection connection = transport.openFetch()) {
            return read.apply(connection.getRefs());
        } catch (NotSupportedException | TransportException e) {
            return new RemoteRefs.Refused(refusal(url, status, e));
        }
    }

    /** @throws SourceUnavailableException when it is nobody's mistake */
    private static String refusal(String url, HttpStatus status, IOException e) throws InterruptedException {
        if (e instanceof NoRemoteRepositoryException) {
            return "there is no repository " + url;
        }
        if (e instanceof NotSupportedException) {
            return "repository " + url + " cannot be read: " + e.getMessage();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (status.isAccessRefused() || isSshRefusal(e)) {
            return "access to repository " + url + " was refused; let the builder's key or host read it";
        }
        throw new SourceUnavailableException("repository " + url + " did not answer: " + e.getMessage(), e);
    }

    private Transport transport(@Nullable Repository copy, String url, HttpStatus status) throws IOException {
        Transport transport;
        try {
            URIish address = new URIish(
                    AllowedRepositories.isLocal(url)
                            ? AllowedRepositories.localFolder(url).toString()
                            : url);
            transport = copy == null ? Transport.open(address) : Transport.open(copy, address);
        } catch (URISyntaxException e) {
            throw new NotSupportedException("not a URL: " + url, e);
        }
        transport.setTimeout(Math.toIntExact(silence.toSeconds()));
        transport.setCheckFetchedObjects(true);
        if (transport instanceof TransportHttp http) {
            http.setHttpConnectionFactory(status);
        }
        if (transport instanceof SshTransport ssh) {
            ssh.setSshSessionFactory(sessions());
        }
        return transport;
    }

    /** Keys and known hosts of one folder; a host that is not known there is refused. */
    private SshdSessionFactory sessions() throws NotSupportedException {
        if (sshDirectory == null) {
            throw new NotSupportedException("ssh needs slipway.builder.git.ssh-directory with a key and known_hosts");
        }
        return new SshdSessionFactoryBuilder()
                .setHomeDirectory(sshDirectory.toFile())
                .setSshDirectory(sshDirectory.toFile())
                .setConfigFile(directory -> null)
                .setPreferredAuthentications("publickey")
                .build(null);
    }

    /** This machine and link-local services, such as a cloud's metadata, are nobody's repository. */
    private static Optional<String> forbiddenHost(String url) {
        String host = URI.create(url).getHost();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (address.isLoopbackAddress()
                        || address.isLinkLocalAddress()
                        || address.isAnyLocalAddress()
                        || address.isMulticastAddress()) {
                    return Optional.of("repository " + url + " is on " + address.getHostAddress()
                            + ", which is not a place for repositories");
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            throw new SourceUnavailableException("the address of host " + host + " is not known now", e);
        }
    }

    private static boolean isSshRefusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SshException ssh) {
                return ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
                        || ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE;
            }
        }
        return false;
    }
}
