package banyan.inventory.internal;

/** Goods that have arrived, as a client sends them. */
record NewReceiptBody(int quantity) {}
