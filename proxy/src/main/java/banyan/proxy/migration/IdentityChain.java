package banyan.proxy.migration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * In which order a request is asked who it is of: the first source that it has counts.
 *
 * @param sources 1 to {@value #SOURCES_MAX}, no two alike
 */
public record IdentityChain(List<IdentitySource> sources) {
  /** More than there are kinds makes no sense. */
  static final int SOURCES_MAX = 8;

  /** Longer values are no identity: they are cut nowhere, and hashed for every request. */
  static final int IDENTITY_LENGTH_MAX = 512;

  /** People with credentials by their name, others by their address. */
  public static final IdentityChain DEFAULT =
      new IdentityChain(List.of(new IdentitySource.User(), new IdentitySource.Address()));

  public IdentityChain {
    sources = List.copyOf(sources);
    if (sources.isEmpty() || sources.size() > SOURCES_MAX) {
      throw new IllegalArgumentException("identity: name 1 to " + SOURCES_MAX + " sources");
    }
    if (sources.stream().distinct().count() < sources.size()) {
      throw new IllegalArgumentException("identity: names one source twice");
    }
  }

  /** Reads {@code user,cookie:SESSION,address}; throws IllegalArgumentException that says why. */
  public static IdentityChain parse(String text) {
    List<IdentitySource> sources = new ArrayList<>();
    Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .forEach(word -> sources.add(IdentitySource.parse(word)));
    return new IdentityChain(sources);
  }

  /** Who asks; empty when no source tells. */
  public Optional<Identity> of(Asker asker, Salt salt) {
    for (IdentitySource source : sources) {
      Optional<String> value = source.of(asker, salt).filter(IdentityChain::isUsable);
      if (value.isPresent()) {
        return Optional.of(new Identity(source, value.get()));
      }
    }
    return Optional.empty();
  }

  private static boolean isUsable(String value) {
    return !value.isEmpty() && value.length() <= IDENTITY_LENGTH_MAX;
  }

  /** As an operator writes it. */
  @Override
  public String toString() {
    return sources.stream().map(IdentitySource::text).collect(Collectors.joining(","));
  }

  /** Somebody, and by what they are told. */
  public record Identity(IdentitySource source, String value) {}
}
