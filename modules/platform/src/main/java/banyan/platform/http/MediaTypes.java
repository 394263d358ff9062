package banyan.platform.http;

import banyan.wire.Failure;
import banyan.wire.Problem;
import banyan.wire.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The media types of requests: which bodies are JSON in UTF-8, and what a reader prefers. */
final class MediaTypes {
  static final String JSON = "application/json";

  private MediaTypes() {}

  /** Fails with {@code unsupported-media-type} unless the body is plain JSON in UTF-8. */
  static void requireJson(HttpServletRequest request) {
    String type = request.getContentType();
    if (!isJson(type)) {
      throw unsupported("the body is declared as '" + type + "', not as application/json in UTF-8");
    }
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw unsupported("the body is encoded as '" + encoding + "'; send it plain");
    }
  }

  /** Whether a client asks for JSON rather than a page. */
  static boolean prefersJson(String accept) {
    return accept.contains("json") && !accept.contains("text/html");
  }

  private static boolean isJson(@Nullable String type) {
    if (type == null) {
      return false;
    }
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
    if (!parts[0].strip().equals(JSON)) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }

  private static Failure unsupported(String detail) {
    return Failure.client(Problem.of(Problems.UNSUPPORTED_MEDIA_TYPE, detail));
  }
}
