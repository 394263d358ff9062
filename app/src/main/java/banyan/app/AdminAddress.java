package banyan.app;

import banyan.proxy.identity.LoopbackName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the admin listener of a running process is, and the token it wants.
 *
 * @param url without a slash at its end
 */
public record AdminAddress(String url, String token) {
  private static final long TOKEN_BYTES_MAX = 4096;

  /** Hides the token. */
  @Override
  public String toString() {
    return url;
  }

  /** The address that the user gave. */
  public static AdminAddress given(String url, Path tokenFile) {
    URI uri = uri(url);
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw CommandFailure.usage("--admin: write http://127.0.0.1:8081 or https://HOST:PORT");
    }
    if (uri.getScheme().equals("http") && !LoopbackName.matches(uri.getHost())) {
      throw CommandFailure.usage(
          "--admin: " + url + " would send the token in the clear; write https://");
    }
    return new AdminAddress(url.replaceFirst("/+$", ""), token(tokenFile));
  }

  /** The address that a running process left in the data folder. */
  static AdminAddress found(Path data, @Nullable String role) {
    List<RunFile> running =
        RunFile.living(data).stream()
            .filter(file -> file.adminUrl() != null && file.tokenFile() != null)
            .filter(file -> role == null || file.role().equals(role))
            .toList();
    if (running.isEmpty()) {
      throw CommandFailure.failed(
          "nothing runs on the data folder "
              + data
              + (role == null ? "" : " as " + role)
              + "; start 'banyan up', or name another with --data, or with --admin and --token-file");
    }
    if (running.size() > 1 && !running.getFirst().role().equals("up")) {
      throw CommandFailure.usage("several processes run; choose with --role: " + roles(running));
    }
    RunFile chosen = running.getFirst();
    return new AdminAddress(
        String.valueOf(chosen.adminUrl()), token(Path.of(String.valueOf(chosen.tokenFile()))));
  }

  private static String roles(List<RunFile> running) {
    return running.stream().map(RunFile::role).collect(Collectors.joining(", "));
  }

  private static URI uri(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--admin: '" + url + "' is no address");
    }
  }

  private static String token(Path file) {
    try {
      if (Files.size(file) <= TOKEN_BYTES_MAX) {
        return Files.readString(file).strip();
      }
    } catch (IOException e) {
      throw CommandFailure.failed("the token file " + file + " cannot be read: " + e, e);
    }
    throw CommandFailure.failed("the token file " + file + " is too long for a token");
  }
}
