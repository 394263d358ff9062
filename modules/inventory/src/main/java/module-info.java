/** The inventory: stock, and reservations of it. */
module banyan.inventory {
  requires transitive banyan.catalog;
  requires transitive banyan.platform;

  exports banyan.inventory;
  exports banyan.inventory.internal to
      banyan.app;
}
