package banyan.app.settings;

/**
 * One thing wrong with the configuration. Never holds a secret.
 *
 * @param place the flag, the variable, or {@code file:line:column}
 * @param detail what is wrong there and what would be right
 */
public record SettingProblem(String place, String detail) {
  @Override
  public String toString() {
    return place + ": " + detail;
  }
}
