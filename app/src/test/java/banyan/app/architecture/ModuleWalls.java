package banyan.app.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The rules for the declaration of one module, read as text: tests run on the class path. */
final class ModuleWalls {
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
  private static final Pattern EXPORT =
      Pattern.compile("(?:exports|opens)\\s+([\\w.]+\\.internal[\\w.]*)\\s*(?:to\\s+([^;]*))?;");
  private static final Pattern SERVICE = Pattern.compile("\\b(provides|uses)\\b");

  private ModuleWalls() {}

  /**
   * What is wrong with the declaration of the module in this folder.
   *
   * @param name the module's name by its folder, such as {@code banyan.catalog}
   */
  static List<String> violations(String name, Optional<String> declaration) {
    if (declaration.isEmpty()) {
      return List.of(
          name + " has no module-info.java\n  the way out: declare what it requires and exports");
    }
    String text = COMMENT.matcher(declaration.get()).replaceAll("");
    List<String> violations = new ArrayList<>();
    if (!Pattern.compile("\\bmodule\\s+" + Pattern.quote(name) + "\\s*\\{").matcher(text).find()) {
      violations.add("the module of this folder is not " + name + "\n  the way out: rename it");
    }
    for (MatchResult export : EXPORT.matcher(text).results().toList()) {
      String target = export.group(2) == null ? "" : export.group(2).strip();
      if (!target.equals("banyan.app")) {
        violations.add(
            name
                + " shows "
                + export.group(1)
                + " to "
                + (target.isEmpty() ? "everybody" : target)
                + "\n  the way out: export it to banyan.app alone, and move what others need to "
                + name);
      }
    }
    if (SERVICE.matcher(text).find()) {
      violations.add(
          name
              + " declares a service, which the class path ignores"
              + "\n  the way out: hand the implementation in from app");
    }
    return violations;
  }
}
