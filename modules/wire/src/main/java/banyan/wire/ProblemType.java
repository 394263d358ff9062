package banyan.wire;

import java.util.regex.Pattern;

/**
 * A documented kind of problem (RFC 9457 section 3.1.1). Its URI is {@code /problems/<name>}; a
 * page of that address and {@code docs/problems/<name>.md} explain it.
 *
 * @param name lower-case words joined by hyphens, unique in the product
 * @param status the HTTP status it is answered with, 400 to 599
 * @param title one short sentence, the same for every occurrence
 * @param remedy what the reader of the problem can do about it
 */
public record ProblemType(String name, int status, String title, String remedy) {
  private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z0-9]+)*");

  public ProblemType {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("problem name '" + name + "': use lower-case-words");
    }
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("problem " + name + ": status " + status);
    }
  }

  /** The {@code type} member: a relative reference, so that it holds behind any host. */
  public String uri() {
    return "/problems/" + name;
  }
}
