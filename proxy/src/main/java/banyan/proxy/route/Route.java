package banyan.proxy.route;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One route of the table. Immutable.
 *
 * @param id unique in the table and stable over reloads: {@code GET,HEAD /api/v1/products/**}
 * @param source who wrote it: a context's declaration or the published document
 * @param host the host it answers, lower-case without port; null for any
 * @param methods upper-case; empty for every method
 * @param fallsBack safe requests that fail before a response byte are answered locally
 * @param owner the context or team that owns it
 * @param right what a caller must hold; null when anybody may
 * @param bodyBytesMax the largest request body; 0 for no limit
 */
public record Route(
    String id,
    Source source,
    @Nullable String host,
    PathTemplate path,
    Set<String> methods,
    Destination to,
    boolean fallsBack,
    String owner,
    @Nullable String right,
    long bodyBytesMax) {
  public Route {
    methods = Set.copyOf(methods);
  }

  /** Who wrote a route. Written in the document beats declared in code. */
  public enum Source {
    DOCUMENT,
    DECLARATION
  }
}
