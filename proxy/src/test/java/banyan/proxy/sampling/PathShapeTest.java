package banyan.proxy.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths of which no template is known. */
final class PathShapeTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/products, /products",
    "/products/, /products/",
    "/products/17, /products/{}",
    "/products/18/prices, /products/{}/prices",
    "/api/v2/orders/3f1c9e52-0a11-4c8e-9d1f-0b8a4f0f7c11, /api/v2/orders/{}",
    "/users/%C3%A4da, /users/{}",
    "/users/abcdefghijklmnopqrstuvwxyzabcdefgh, /users/{}",
    "/a/b/c/d/e/f/g/h/i/j/k/l/m/n, /a/b/c/d/e/f/g/h/i/j/k/l/**"
  })
  void haveAShape(String path, String shape) {
    assertThat(PathShape.of(path)).isEqualTo(shape);
  }
}
