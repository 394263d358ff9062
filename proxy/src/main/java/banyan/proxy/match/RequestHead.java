package banyan.proxy.match;

import org.jspecify.annotations.Nullable;

/**
 * What a table of routes looks at of a request: all of it is in the request's head. Names that the
 * request lacks are absent, never null.
 */
public interface RequestHead {
  /** Lower-case without port; null when the request has none. */
  @Nullable String host();

  String method();

  /** Normalised, starts with {@code /}. */
  String path();

  /** A field by its lower-case name. */
  Given field(String name);

  /** A parameter of the query, decoded as forms are. */
  Given parameter(String name);

  Given cookie(String name);

  /** The version that {@code Accept} asks for; see {@link AcceptVersion}. */
  Given acceptVersion();
}
