package banyan.bench.spring;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A page of products; {@code next} is absent on the last one. */
record ProductPage(
    List<ProductView> items, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {

  /** The first {@code limit} of the products that were found, and whether there are more. */
  static ProductPage of(List<ProductView> found, int limit) {
    if (found.size() <= limit) {
      return new ProductPage(found, null);
    }
    List<ProductView> items = found.subList(0, limit);
    return new ProductPage(items, cursor(items.getLast().id()));
  }

  /** The cursor behind a product in the list without filters, as Banyan makes it. */
  private static String cursor(UUID last) {
    String place =
        String.join("\0", "catalog.products/1", Products.TENANT, "any", "any", last.toString());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
      ByteBuffer bytes =
          ByteBuffer.allocate(24)
              .putLong(last.getMostSignificantBits())
              .putLong(last.getLeastSignificantBits())
              .put(digest, 0, 8);
      return Base64.getUrlEncoder().encodeToString(bytes.array());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
