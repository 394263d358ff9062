package banyan.app.tidy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every package of the product says what it is and that its types are not null. */
final class PackageRules {
  private PackageRules() {}

  static List<Finding> check(List<TextFile> tree) {
    Set<String> described =
        tree.stream()
            .filter(file -> file.isMainJava() && file.name().equals("package-info.java"))
            .map(TextFile::folder)
            .collect(Collectors.toSet());
    Stream<Finding> missing =
        tree.stream()
            .filter(file -> file.isMainJava() && !file.name().equals("module-info.java"))
            .map(TextFile::folder)
            .distinct()
            .filter(folder -> !described.contains(folder))
            .map(
                folder ->
                    new Finding(
                        folder + "package-info.java",
                        1,
                        "a package without package-info",
                        "Say what enters, what leaves and who is next, and mark it @NullMarked"));
    Stream<Finding> unmarked =
        tree.stream()
            .filter(file -> file.isMainJava() && file.name().equals("package-info.java"))
            .filter(file -> !file.text().contains("@NullMarked"))
            .map(
                file ->
                    new Finding(
                        file.path(),
                        1,
                        "a package that is not @NullMarked",
                        "Annotate the package"));
    return Stream.concat(missing, unmarked).toList();
  }
}
