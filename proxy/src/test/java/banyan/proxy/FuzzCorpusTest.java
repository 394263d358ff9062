package banyan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import banyan.proxy.ingress.NormalPathFuzz;
import banyan.proxy.route.RouteDocumentFuzz;
import banyan.proxy.route.RouteTableFuzz;
import banyan.proxy.upstream.OutgoingFieldsFuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays what the fuzzer once found worth keeping ({@code ./banyan fuzz}): one folder a target, one
 * file an input.
 */
final class FuzzCorpusTest {
  private static final Path CORPUS =
      Path.of(System.getProperty("banyan.root", ".."), "proxy", "src", "test", "corpus");

  private static final Map<String, Consumer<byte[]>> TARGETS =
      Map.of(
          "document", RouteDocumentFuzz::fuzzerTestOneInput,
          "fields", OutgoingFieldsFuzz::fuzzerTestOneInput,
          "path", NormalPathFuzz::fuzzerTestOneInput,
          "routes", RouteTableFuzz::fuzzerTestOneInput);

  @TestFactory
  Stream<DynamicNode> keptInputsBreakNothing() {
    return TARGETS.entrySet().stream()
        .map(
            target ->
                dynamicContainer(
                    target.getKey(),
                    inputs(target.getKey()).stream()
                        .map(
                            file ->
                                dynamicTest(
                                    file.getFileName().toString(),
                                    () -> target.getValue().accept(Files.readAllBytes(file))))));
  }

  @Test
  void everyTargetHasACorpusAndEveryCorpusATarget() throws IOException {
    try (Stream<Path> folders = Files.list(CORPUS)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(TARGETS.keySet());
    }
    assertThat(TARGETS.keySet()).allSatisfy(target -> assertThat(inputs(target)).isNotEmpty());
  }

  private static List<Path> inputs(String target) {
    try (Stream<Path> files = Files.list(CORPUS.resolve(target))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
