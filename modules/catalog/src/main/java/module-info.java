/** The catalogue: products, prices, search. */
module banyan.catalog {
  requires transitive banyan.platform;

  exports banyan.catalog;
  exports banyan.catalog.demo;
  exports banyan.catalog.internal to
      banyan.app;
}
