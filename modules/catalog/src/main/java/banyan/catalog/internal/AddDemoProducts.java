package banyan.catalog.internal;

/** Fills an empty catalogue for a first tour. */
final class AddDemoProducts {
  static final int COUNT = 500;

  private AddDemoProducts() {}

  /** How many products were added: none where there are some already. */
  static int add(Products products) {
    if (!products.isEmpty()) {
      return 0;
    }
    products.insertAll(DemoProducts.generate(COUNT));
    return COUNT;
  }
}
