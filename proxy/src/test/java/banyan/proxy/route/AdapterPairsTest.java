package banyan.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import banyan.proxy.adapt.BodyMapping;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded pair: the edits turn the body before into the body after, byte for byte. */
final class AdapterPairsTest {
  @TestFactory
  List<DynamicTest> pairs() throws IOException, URISyntaxException {
    URL folder = Objects.requireNonNull(AdapterPairsTest.class.getResource("pairs"));
    try (Stream<Path> pairs = Files.list(Path.of(folder.toURI()))) {
      List<DynamicTest> tests =
          pairs.sorted().map(p -> dynamicTest(p.getFileName().toString(), () -> check(p))).toList();
      assertThat(tests).hasSizeGreaterThan(8);
      return tests;
    }
  }

  private static void check(Path pair) throws IOException {
    String edits = Files.readString(pair.resolve("edits.yaml")).strip().indent(10);
    BodyMapping mapping =
        SampleAdapters.read("    request:\n      body:\n" + edits).request().body();
    byte[] before = Files.readAllBytes(pair.resolve("before.json"));
    assertThat(mapping.apply(before, 1 << 20))
        .isInstanceOfSatisfying(
            BodyMapping.Result.Mapped.class,
            mapped ->
                assertThat(new String(mapped.body(), StandardCharsets.UTF_8))
                    .isEqualTo(read(pair.resolve("after.json"))));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
