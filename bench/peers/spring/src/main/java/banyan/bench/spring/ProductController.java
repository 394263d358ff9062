package banyan.bench.spring;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The endpoints. Any thread. */
@RestController
@RequestMapping(ProductController.PATH)
class ProductController {
  static final String PATH = "/api/v1/products";

  private final Products products;
  private final InstantSource clock = InstantSource.system();
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

  ProductController(Products products) {
    this.products = products;
  }

  @GetMapping("/{id}")
  ResponseEntity<ProductView> byId(@PathVariable UUID id) {
    return products
        .find(id)
        .map(
            found ->
                ResponseEntity.ok().eTag(Long.toString(found.version())).body(found.product()))
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no product has the id " + id));
  }

  @GetMapping
  ProductPage list(@RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
    return ProductPage.of(products.newest(limit + 1), limit);
  }

  @PostMapping
  ResponseEntity<ProductView> add(@Valid @RequestBody NewProduct wanted) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var product =
        new ProductView(
            ids.generate(),
            wanted.sku(),
            wanted.name(),
            wanted.description() == null ? "" : wanted.description(),
            "active",
            wanted.price(),
            now,
            now);
    if (!products.insert(product)) {
      throw new ResponseStatusException(HttpStatus.CONFLICT, "the SKU is taken");
    }
    return ResponseEntity.created(URI.create(PATH + "/" + product.id())).eTag("1").body(product);
  }
}
