package banyan.proxy.compare;

import banyan.proxy.route.PathTemplate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a rule is for.
 *
 * @param method in upper case; null for any
 * @param path null for any
 */
public record RequestScope(@Nullable String method, @Nullable PathTemplate path) {
  public static final RequestScope ALL = new RequestScope(null, null);

  private static final Pattern TEXT = Pattern.compile("(?:([A-Z]{1,20}) )?(/\\S*)");

  /** Reads {@code GET /products/{id}} or a path alone; throws IllegalArgumentException. */
  public static RequestScope parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "request '" + text + "': write a method and a path, such as GET /products/{id}");
    }
    return new RequestScope(parts.group(1), PathTemplate.parse(parts.group(2)));
  }

  boolean includes(RecordedRequest request) {
    return (method == null || method.equals(request.method()))
        && (path == null || path.matches(request.path()));
  }
}
