package banyan.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The product against its walls: every violation at once, each with the way out. */
final class ArchitectureTest {
  private static final Path ROOT = Path.of(System.getProperty("banyan.root"));

  @Test
  void dependenciesPointOneWay() {
    JavaClasses product =
        new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("banyan");

    assertThat(product.stream().map(type -> type.getPackageName().split("\\.")[1]))
        .as("what is looked at")
        .contains("app", "catalog", "platform", "proxy", "wire");
    List<String> violations = new Walls("banyan").violations(product);
    assertThat(violations).withFailMessage(() -> String.join("\n", violations)).isEmpty();
  }

  @Test
  void everyModuleDeclaresItsWall() throws IOException {
    List<String> violations = new ArrayList<>();
    for (Path folder : moduleFolders()) {
      Path declaration = folder.resolve("src/main/java/module-info.java");
      violations.addAll(
          ModuleWalls.violations(
              "banyan." + folder.getFileName(),
              Files.exists(declaration)
                  ? Optional.of(Files.readString(declaration))
                  : Optional.empty()));
    }

    assertThat(violations).withFailMessage(() -> String.join("\n", violations)).isEmpty();
  }

  private static List<Path> moduleFolders() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT.resolve("modules"))) {
      List<Path> folders =
          Stream.concat(modules, Stream.of(ROOT.resolve("app"), ROOT.resolve("proxy")))
              .filter(folder -> Files.exists(folder.resolve("pom.xml")))
              .toList();
      assertThat(folders).hasSizeGreaterThan(4);
      return folders;
    }
  }
}
