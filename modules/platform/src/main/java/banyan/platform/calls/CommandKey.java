package banyan.platform.calls;

import java.util.regex.Pattern;

/**
 * What makes a command one command, however often it is sent. Whoever repeats one derives the same
 * key, such as {@code <order id>/reserve}.
 *
 * @param value 1 to 255 visible ASCII characters, without a double quote at the start
 */
public record CommandKey(String value) {
  private static final Pattern FORM = Pattern.compile("[!#-~][!-~]{0,254}");

  public CommandKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "command key: use 1 to 255 visible ASCII characters, no quote at the start");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
